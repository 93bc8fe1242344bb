import { describe, expect, it } from 'vitest';
import { causeIn, remedyIn } from './causes';

describe('what the server says is wrong', () => {
  it('is said in Chinese, and in English without the words of the checker', () => {
    expect(causeIn('zh', 'The record cites no source.')).toBe('没有注明来源。');
    expect(causeIn('en', 'The record cites no source.')).toBe('The record cites no source.');
    expect(causeIn('en', "Input should be 'named', 'creation' or 'pilot'.")).toBe('This is not one of the words to choose from.');
    expect(causeIn('zh', 'It ends before it starts (2023-06).')).toBe('结束早于开始（2023-06）。');
    expect(remedyIn('zh', 'Cite the source it rests on.')).toBe('请选择它所依据的来源。');
  });

  it('stands as it is where nothing else is known', () => {
    expect(causeIn('zh', 'Something new.')).toBe('Something new.');
  });
});
