import { describe, expect, it } from 'vitest';
import { entry, find, plain, type Entry } from './search';

const ALL: Entry[] = [
  entry('Park', 'park-qinhuai', ['南京秦淮特色文化产业园', 'Nanjing Qinhuai Park', '国创园'], 'nan jing qin huai te se wen hua chan ye yuan'),
  entry('Park', 'park-changzhou', ['常州创意产业基地', null], 'chang zhou chuang yi chan ye ji di'),
  entry('Park', 'park-chongqing', ['重庆巴国城', 'Baguo City'], 'chong qing ba guo cheng'),
  entry('Park', 'park-798', ['798艺术区', '798 Art Zone'], '798 yi shu qu'),
  entry('City', 'city-500000', ['重庆市', 'Chongqing'], 'chong qing shi'),
  entry('Organisation', 'org-fair', ['深圳国际文化产业博览交易会有限公司', 'ICIF Company'], 'shen zhen guo ji wen hua'),
  entry('Alliance', 'alliance-one', ['南京秦淮与拉萨结对', 'Nanjing and Lhasa'], ''),
  entry('Programme', 'programme-carrying-plan', ['文化产业园区携行计划', 'Carrying Plan']),
];

const ids = (query: string) => find(ALL, query, 20).flatMap((group) => group.entries.map((one) => one.id));

describe('search', () => {
  it.each([
    ['njqh', 'park-qinhuai'],
    ['nanjingqinhuai', 'park-qinhuai'],
    ['nanj qh', 'park-qinhuai'],
    ['NJQH', 'park-qinhuai'],
    ['qh', 'park-qinhuai'],
    ['秦淮', 'park-qinhuai'],
    ['国创园', 'park-qinhuai'],
    ['nanjing qin', 'park-qinhuai'],
    ['南京 产业园', 'park-qinhuai'],
    ['798', 'park-798'],
    ['798ysq', 'park-798'],
    ['chzh', 'park-changzhou'],
    ['cz', 'park-changzhou'],
    ['carrying', 'programme-carrying-plan'],
    ['携行', 'programme-carrying-plan'],
    ['ICIF', 'org-fair'],
    ['alliance-one', 'alliance-one'],
  ])('%s finds %s first of its group', (query, id) => {
    expect(find(ALL, query, 20).some((group) => group.entries[0]?.id === id)).toBe(true);
  });

  it('reads 重 of 重庆 as chong: cq finds it and not zq', () => {
    expect(ids('cq')).toContain('city-500000');
    expect(ids('zq')).not.toContain('city-500000');
  });

  it('takes every reading where a name may be read in several ways', () => {
    const all = [entry('Park', 'park-le', ['乐园', null], 'le/yue yuan')];
    expect(find(all, 'yy', 9)).toHaveLength(1);
    expect(find(all, 'leyuan', 9)).toHaveLength(1);
  });

  it('takes wide letters and blanks as narrow ones', () => {
    expect(ids('NJQH')).toContain('park-qinhuai');
    expect(plain(' A B\u200f ')).toBe('a b');
  });

  it('ranks what is exact before what begins with it before what holds it', () => {
    const all = [
      entry('Park', 'park-c', ['新巴国城', null]),
      entry('Park', 'park-b', ['巴国城南区', null]),
      entry('Park', 'park-a', ['巴国城', null]),
    ];
    expect(find(all, '巴国城', 9)[0]?.entries.map((one) => one.id)).toEqual(['park-a', 'park-b', 'park-c']);
  });

  it('puts the group of the best hit first and says how many there are', () => {
    const found = find(ALL, '重庆市', 9);
    expect(found[0]?.group).toBe('City');
    const many = find([...ALL, ...ALL], '重庆', 1);
    expect(many.find((group) => group.group === 'Park')).toMatchObject({ total: 2, entries: [{ id: 'park-chongqing' }] });
  });

  it('finds nothing for blanks, or for letters that no syllables spell', () => {
    expect(find(ALL, '   ', 9)).toEqual([]);
    expect(ids('xxxx')).toEqual([]);
    expect(ids('njqx')).toEqual([]);
  });

  it('stays quick on a long query', () => {
    const long = entry('Park', 'park-long', ['啊'.repeat(60), null], 'aaaa '.repeat(60));
    expect(find([long], `${'a'.repeat(120)}b`, 9)).toEqual([]);
  });
});
