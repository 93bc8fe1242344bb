/** Signs beside the words for what happened to a record or a tie, so that no colour tells it alone. */
export const SIGNS: Readonly<Record<string, string>> = {
  added: '＋', removed: '－', changed: '～', begun: '＋', ended: '－', same: '＝',
};
