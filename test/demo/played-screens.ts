/** What a sponsor finds on the first screens of a played half-year, and its floors: so that it cannot fall unseen. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Running, spawnNode } from "../support/node-process.ts";

const count = z.int().min(0);

export const playedScreens = z.strictObject({
  /** How many matters of an editor's list stand on first screens, and on these or in their threads. */
  onFirstScreens: count,
  withThreads: count,
  /** Of each first screen: whatever white space separates, signs and buttons too. */
  words: z.array(count),
  wordsWithoutButtons: z.array(count),
  /** The texts of the lines of one program each. */
  lines: z.array(z.string()),
});
export type PlayedScreens = z.infer<typeof playedScreens>;

interface Floors {
  onFirstScreens: number;
  withThreads: number;
  mostWords: number;
  mostWordsWithoutButtons: number;
}

/** Of the lines so many may end with “…”. */
const MOST_CUT = 0.3;

/** `files`: the scenario and the editor's list; null: that is not there. */
export function itKeepsItsFloors(name: string, files: readonly (string | null)[], floors: Floors): void {
  const there = files.filter((file) => file !== null);
  describe.skipIf(there.length < files.length)(name, () => {
    let child: Running | undefined;
    let played: PlayedScreens;
    beforeAll(async () => {
      child = spawnNode([join(import.meta.dirname, "play-screens-child.ts"), ...there]);
      expect(await child.ended, child.output()).toBe(0);
      played = playedScreens.parse(JSON.parse(child.written()));
    });
    afterAll(async () => {
      child?.signal("SIGKILL");
      await child?.ended;
    });

    it("tells the matters of an editor", () => {
      expect(played.onFirstScreens).toBeGreaterThanOrEqual(floors.onFirstScreens);
      expect(played.withThreads).toBeGreaterThanOrEqual(floors.withThreads);
    });

    it("has a first screen for each of seven months, none of them too long", () => {
      expect(played.words).toHaveLength(7);
      expect(Math.max(...played.words)).toBeLessThanOrEqual(floors.mostWords);
      expect(Math.max(...played.wordsWithoutButtons)).toBeLessThanOrEqual(floors.mostWordsWithoutButtons);
    });

    it("cuts at most three lines in ten", () => {
      const cut = played.lines.filter((text) => /…\u2069?$/u.test(text));
      expect(played.lines.length).toBeGreaterThan(70);
      expect(cut.length / played.lines.length).toBeLessThanOrEqual(MOST_CUT);
    });
  });
}
