import { describe, expect, it } from 'vitest';
import { HOSTILE, drawing, network, scene } from './fixture';
import { legendOf } from './legend';
import { tidy } from './look';
import { lines } from './names';
import { plate, type Caption } from './plate';
import { PROJECTION, placesOnMap } from './projection';
import { GRID, fitted } from './world';

const places = placesOnMap(network(), PROJECTION);
const view = fitted({ x: 0, y: 0, k: 1, width: 900, height: 700 }, GRID, [10, 10]);
const caption: Caption = {
  title: `${HOSTILE} 网络`, lens: '统计口径:<b>', warning: '合成数据', notes: ['示意图', '台湾省资料暂缺'], source: 'parknet · 2026-11-22 · abc',
  layers: ['pairing', 'twinning'], sign: (sign) => JSON.stringify(sign),
};

describe('the exported SVG', () => {
  it('is well-formed, and names in it are text', () => {
    const text = plate(drawing(scene(), places, false), view, caption);
    const read = new DOMParser().parseFromString(text, 'image/svg+xml');
    expect(read.querySelector('parsererror')).toBeNull();
    expect(read.documentElement.localName).toBe('svg');
    expect(read.getElementsByTagName('script')).toHaveLength(0);
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toContain('\u202e');
    expect(text).not.toContain('\u0007');
  });

  it('says what it is, of when, and what it lacks', () => {
    const text = plate(drawing(scene(), places, true), view, caption);
    for (const part of ['示意图 · 台湾省资料暂缺', '合成数据', 'parknet · 2026-11-22 · abc', '统计口径:']) expect(text).toContain(part);
  });

  it('shows the whole map however close the view is', () => {
    const close = { ...view, k: 5 };
    expect(plate(drawing(scene(), places, true), close, caption)).toBe(plate(drawing(scene(), places, true), view, caption));
  });
});

describe('the legend', () => {
  it('has what is in the picture and nothing else', () => {
    const network = legendOf(drawing(scene(), places, false), ['pairing', 'twinning', 'association']);
    expect(network).toEqual([
      { mark: 'Park' }, { mark: 'Organisation' }, { mark: 'City' }, { layer: 'pairing' }, { layer: 'twinning' }, { also: 'possible' }, { also: 'group' },
    ]);
    expect(legendOf(drawing(scene(), places, true), [])).toContainEqual({ also: 'several' });
    expect(legendOf(drawing(scene([6, 7]), places, false), ['pairing', 'twinning'])).not.toContainEqual({ layer: 'pairing' });
  });
});

describe('names', () => {
  const measure = (text: string) => [...text].length;
  it('lose marks that would turn or break the text around them', () => {
    expect(tidy(HOSTILE)).toBe('<script>alert(1)</script>&" 园区');
    expect(tidy('甲\n  乙😀')).toBe('甲 乙😀');
  });
  it('break between words, or anywhere in Chinese, into even lines', () => {
    expect(lines('Changzhou Creative Industry Park', 18, 2, measure)).toEqual(['Changzhou Creative', 'Industry Park']);
    expect(lines('新疆霍尔果斯数字文化产业园', 12, 3, measure)).toHaveLength(2);
    expect(lines('一二三四五六七八九十', 3, 2, measure)).toEqual(['一二三', '四五…']);
    expect(lines('short', 10, 1, measure)).toEqual(['short']);
    expect(lines('x'.repeat(300), 10, 2, measure).every((line) => line.length <= 10)).toBe(true);
  });
});
