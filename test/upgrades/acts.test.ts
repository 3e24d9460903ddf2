/** Buttons, menus and forms of a released version that somebody still has before them are done, or answered in words. */
import { describe, expect, it } from "vitest";
import { actsIn } from "./pressing.ts";
import { allRecordings } from "./recording.ts";
import { upgraded } from "./upgraded.ts";

const recordings = allRecordings();

describe("what people still have before them of an earlier version", () => {
  const tried = new Set<string>();
  it.each(recordings.map((recording) => [recording.name, recording] as const))(
    "is done, or answered in words, whatever they press or submit: %s (O9)",
    async (_, recording) => {
      const acts = actsIn(recording).filter(({ like }) => !tried.has(like));
      const once = new Map(acts.map((act) => [act.like, act]));
      if (once.size === 0) return;
      const now = await upgraded(recording);
      const wrong: string[] = [];
      for (const [like, act] of once) {
        tried.add(like);
        const outcome = await act.run(now).catch((error: unknown) => `threw ${error}`);
        if (outcome === null || outcome.startsWith("threw") || now.errors.length > 0)
          wrong.push(`${like}: ${outcome ?? "nothing"} ${now.errors.splice(0).join()}`);
      }
      expect(wrong).toEqual([]);
    },
  );
});
