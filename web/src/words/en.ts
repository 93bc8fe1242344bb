import type zh from './zh';

/** Every sentence and word of the page's own in English. `{n} park|{n} parks`: one | other, by `n`. */
const en: Record<keyof typeof zh, string> = {
  title: 'Cooperation network of cultural industry parks',
  skip: 'Skip to content',
  pages: 'Pages',
  explore: 'Network',
  measures: 'Measures',
  more_pages: 'More pages',
  lifecycle: 'Where ties stand',
  diff: 'Between two dates',
  changes: 'Log',
  other_language: '中文',
  close: 'Close',
  loading: 'Loading …',
  again: 'Try again',
  away: 'The server does not answer. Below is what was last read ({at}); it is renewed when the server is back.',
  away_empty: 'The server does not answer. See that parknet runs, then try again.',
  unread: 'This page was not read yet; it opens when the server is back. What was read is one step back.',
  dropped: 'Parts of the address were not understood and left out: {parts}',
  synthetic: 'Synthetic data: for trials only, not real parks',
  not_found: 'There is no such record',
  not_found_hint: 'No record has the id in the address. Go back to the network and search.',
  to_explore: 'Back to the network',
  went_wrong: 'Something went wrong: {detail}',
  coverage: 'Known of expected',
  unknown: 'unknown',
  none: 'none',
  lens: 'Lens',
};
export default en;
