import { describe, expect, test } from 'vitest';
import { createSeeded } from '../simulation/seeded.ts';
import { chooseSurvival, type Style } from './choose-survival.ts';
import { createModelDisk, type DiskModel, type Tree } from './disk-model.ts';
import { type Entry, type Journal, ROOT } from './journal.ts';

const LOG = 1;
const TABLE = 2;
const PAGE = 8192;

const enter = (name: string, inode: number): Entry => ({
  ...{ kind: 'enter', folder: ROOT, name, inode, isFolder: false },
});
const write = (file: number, at: number, value: number, length = PAGE): Entry => ({
  ...{ kind: 'write', file, at, bytes: new Uint8Array(length).fill(value) },
});
const sync = (inode: number): Entry => ({ kind: 'sync', inode, isFolder: inode === ROOT });
const renameLog = (toName: string): Entry => ({
  ...{ kind: 'rename', folder: ROOT, name: 'log', inode: LOG, toFolder: ROOT, toName },
});

function cut(
  journal: Journal,
  {
    model = 'journaling',
    style = 'dropped',
    seed = 1,
  }: {
    readonly model?: DiskModel;
    readonly style?: Style;
    readonly seed?: number;
  } = {},
): Tree {
  const disk = createModelDisk(model);
  for (const [index, entry] of journal.entries()) disk.take(entry, index);
  return disk.cutPower(chooseSurvival(createSeeded(seed), { at: journal.length, model, style }));
}

const namesIn = (tree: Tree): readonly string[] => [...tree.keys()].sort();
const SEEDS = Array.from({ length: 50 }, (_, seed) => seed);

describe('of a power cut', () => {
  test('what was synced survives, what was written afterwards does not', () => {
    const journal = [enter('log', LOG), write(LOG, 0, 1), sync(LOG), write(LOG, PAGE, 2)];
    expect(cut(journal).get('log')).toEqual(new Uint8Array(PAGE).fill(1));
  });

  test('a journaling disk has every name once anything is synced, a strict one has not', () => {
    const journal = [enter('log', LOG), enter('table', TABLE), sync(LOG)];
    expect(namesIn(cut(journal))).toEqual(['log', 'table']);
    expect(namesIn(cut(journal, { model: 'strict' }))).toEqual(['log']);
  });

  test('a strict disk keeps a rename once the folder is synced, and not by the file', () => {
    const made = [enter('log', LOG), sync(LOG), renameLog('log.old'), sync(LOG)];
    expect(namesIn(cut(made, { model: 'strict' }))).toEqual(['log']);
    expect(namesIn(cut([...made, sync(ROOT)], { model: 'strict' }))).toEqual(['log.old']);
  });

  test('what is never synced is kept by a disk that keeps everything, in either model', () => {
    const journal = [enter('log', LOG), write(LOG, 0, 1), renameLog('log.old')];
    for (const model of ['journaling', 'strict'] as const) {
      const tree = cut(journal, { model, style: 'kept' });
      expect(tree.get('log.old')).toEqual(new Uint8Array(PAGE).fill(1));
    }
  });

  test('a file that was cut off and grew again has zeros where it was cut', () => {
    const resize = (size: number): Entry => ({ kind: 'resize', file: LOG, size });
    const journal = [enter('log', LOG), write(LOG, 0, 1, 4), resize(1), resize(3), sync(LOG)];
    expect(cut(journal).get('log')).toEqual(Uint8Array.of(1, 0, 0));
  });

  test.each([
    ['torn pages', 4096],
    ['torn sectors', 512],
  ] as const)('%s are there whole or not at all', (style, unit) => {
    const before = [enter('log', LOG), write(LOG, 0, 1), sync(LOG)];
    const seen = new Set<string>();
    for (const seed of SEEDS) {
      const found = cut([...before, write(LOG, 0, 2)], { style, seed }).get('log') as Uint8Array;
      const units = Array.from({ length: PAGE / unit }, (_, i) =>
        found.slice(i * unit, (i + 1) * unit),
      );
      for (const one of units) expect(new Set(one).size).toBe(1);
      seen.add(units.map(([value]) => value).join(''));
    }
    expect(seen.size).toBeGreaterThan(3);
  });

  test('later writes overtake earlier ones, and a cut-off loses the later ones', () => {
    const journal = [enter('log', LOG), sync(LOG), ...[1, 2, 3].map((n) => write(LOG, n, n, 1))];
    const found = (style: Style) =>
      new Set(SEEDS.map((seed) => String(cut(journal, { style, seed }).get('log'))));
    expect(found('cut-off')).toEqual(new Set(['', '0,1', '0,1,2', '0,1,2,3']));
    expect(found('overtaken')).toEqual(new Set(['', '0,0,0,3', '0,0,2,3', '0,1,2,3']));
  });
});
