import { describe, expect, it } from "vitest";
import {
  dueWords,
  type PromptView,
  promptLine,
  promptMessage,
  reminderLine,
  reminderMessage,
} from "../../src/check-ins/blocks.ts";

const ENGLISH = { locale: "en-GB", zone: "UTC" };
const FRENCH = { locale: "fr-FR", zone: "UTC" };

const view: Omit<PromptView, "due"> = {
  cadence: "Daily",
  program: "Atlas",
  round: "4 January",
  promptId: "p",
  whoReads: "",
  quickAnswer: null,
  hasPlan: false,
  purpose: null,
  isLate: false,
  welcome: null,
};

describe.each([
  ["English", ENGLISH, "was due Mon 4 Jan, 17:00 – you can still answer", "due Mon 4 Jan, 17:00"],
  [
    "French",
    FRENCH,
    "échéance dépassée (lun. 4 janv. à 17 h) ; vous pouvez encore répondre",
    "échéance : lun. 4 janv. à 17 h",
  ],
])("in %s", (_language, reader, was, is) => {
  const saidBy = (now: string) => {
    const due = dueWords(reader, { due_at: "2027-01-04T17:00:00.000Z", later_at: null }, now);
    const asked = { ...view, due };
    return [
      promptMessage(reader, asked),
      reminderMessage(reader, asked, false),
      reminderMessage(reader, asked, true),
      { text: was, blocks: [promptLine(reader, asked)].flat() },
      { text: was, blocks: [reminderLine(reader, asked)] },
    ].map(({ text, blocks }) => ({ text: plain(text), blocks: plain(JSON.stringify(blocks)) }));
  };

  it("what comes after it was due says that it was, and that an answer counts (B3)", () => {
    for (const { text, blocks } of saidBy("2027-01-04T17:00:00.001Z")) {
      expect(text).toContain(was);
      expect(blocks.toLowerCase()).toContain(was.toLowerCase());
    }
  });

  it("what comes in time says by when (B3)", () => {
    for (const { blocks } of saidBy("2027-01-04T17:00:00.000Z")) {
      expect(blocks.toLowerCase()).toContain(is.toLowerCase());
      expect(blocks.toLowerCase()).not.toContain(was.toLowerCase());
    }
  });
});

it("says in French what “Later” chose (M1)", () => {
  const due_at = "2027-01-04T17:00:00.000Z";
  const words = dueWords(FRENCH, { due_at, later_at: "2027-01-04T12:00:00.000Z" }, "2027-01-04T11:00:00.000Z");
  expect(plain(words)).toBe("échéance : lun. 4 janv. à 17 h · « Plus tard » : de nouveau lun. 4 janv. à 12 h");
});

function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}
