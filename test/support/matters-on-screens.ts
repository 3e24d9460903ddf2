/** Which matters of an editor's list a reader finds on the first screens of their digests, and how many words those have. */
import { z } from "zod";
import { blocksAsText } from "./blocks-as-text.ts";

const matterSchema = z.looseObject({
  /** Of the edition in which a sponsor should read it: `2025-03`. */
  month: z.string(),
  /** Regular expressions, of which one is found where it is written in honest words. */
  patterns: z.array(z.string()).min(1),
});
export const mattersSchema = z.array(matterSchema);
type Matter = z.infer<typeof matterSchema>;

/** A message that its reader got. */
export interface ReceivedMessage {
  at: string;
  isInThread: boolean;
  blocks: unknown;
  text: string;
}

interface MonthsScreens {
  /** By month, what stands on the first screen: in the message that begins with a header. */
  first: ReadonlyMap<string, string>;
  /** By month, all that was sent, threads too. */
  all: ReadonlyMap<string, string>;
}

function screensOf(messages: readonly ReceivedMessage[], withButtons = true): MonthsScreens {
  const first = new Map<string, string>();
  const all = new Map<string, string>();
  for (const { at, isInThread, blocks, text } of messages) {
    const month = at.slice(0, 7);
    const shown = (blocksAsText(blocks, withButtons) || text).replaceAll(/\s+/g, " ");
    all.set(month, `${all.get(month) ?? ""} ${shown}`);
    if (!isInThread && shown.startsWith("# ")) first.set(month, `${first.get(month) ?? ""} ${shown}`);
  }
  return { first, all };
}

export interface Score {
  onFirstScreens: number;
  withThreads: number;
  /** Of each first screen: whatever white space separates, signs and buttons too. */
  words: number[];
  /** Without pictures too, whose words stand on the screen already. */
  wordsWithoutButtons: number[];
}

export function scoreOf(messages: readonly ReceivedMessage[], matters: readonly Matter[]): Score {
  const { first, all } = screensOf(messages);
  const found = (texts: ReadonlyMap<string, string>) =>
    matters.filter(({ month, patterns }) =>
      patterns.some((pattern) => new RegExp(pattern, "i").test(texts.get(month) ?? "")),
    ).length;
  return {
    onFirstScreens: found(first),
    withThreads: found(all),
    words: wordsIn(first),
    wordsWithoutButtons: wordsIn(screensOf(messages, false).first),
  };
}

function wordsIn(screens: ReadonlyMap<string, string>): number[] {
  return [...screens.values()].map((text) => text.trim().split(/\s+/).length);
}
