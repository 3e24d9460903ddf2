import { describe, expect, it } from "vitest";
import type { Recommendation } from "../../src/cadences/questions/questions.ts";
import { inLanguage, type Report } from "../../src/reports/compile/report.ts";
import {
  authorsOf,
  type ChangedWords,
  mergeDraftWithFresh,
  withoutWords,
  withStatus,
  withWords,
  writtenIn,
} from "../../src/reports/drafts/changed-words.ts";
import { aLine, aReport } from "./reported.ts";

const OFF_TRACK: Report["status"] = {
  ...{ status: "red", since: "2026-10-28", periods: 1, before: "amber", reason: "Tills reject receipts." },
  ...{ action: "Fix the parser", actionBy: "2026-11-06", by: "tom", at: "2026-10-28T10:00:00.000Z", on: "2026-10-28" },
};
const REQUEST = aLine("request", "Release Dieter?", { itemId: "i1", code: "LOY-A-1", due: "2026-11-06" });

const LOYALTY = aReport("loyalty", {
  status: OFF_TRACK,
  lines: [
    REQUEST,
    aLine("newly-off-track", "Tills reject receipts.", { since: "2026-10-28", action: "Fix the parser" }),
    aLine("blocked", "No test data", { since: "2026-10-12" }),
    aLine("milestone-moved", "Launch", { itemId: "i2", due: "2026-12-01", was: { due: "2026-11-17", reason: "Late" } }),
    aLine("value", "Points in 4 minutes"),
    aLine("bottom-line", "Loyalty misses Christmas.", { by: "dan" }),
  ],
});

const changed = (...lines: ChangedWords["lines"]): ChangedWords => ({ lines });
const textsIn = ({ lines }: Report) => lines.map(({ text }) => text);

describe("what was written in a report", () => {
  it("is listed from the bottom line on, without what the register has", () => {
    expect(writtenIn(LOYALTY)).toEqual([
      { kind: "bottom-line", text: "Loyalty misses Christmas." },
      { kind: "reason", text: "Tills reject receipts." },
      { kind: "action", text: "Fix the parser" },
      { kind: "value", text: "Points in 4 minutes" },
      { kind: "blocked", text: "No test data" },
    ]);
    expect([...authorsOf(LOYALTY)].sort()).toEqual(["dan", "tom"]);
  });

  it("has one reason: of the status and of its line", () => {
    const report = withWords(LOYALTY, changed({ kind: "reason", from: "Tills reject receipts.", to: "Tills fail." }));
    expect(report.status?.reason).toBe("Tills fail.");
    expect(report.lines.find(({ kind }) => kind === "newly-off-track")?.text).toBe("Tills fail.");
  });

  it("is read in the changed words in every language", () => {
    const line = aLine("bottom-line", "Le pilote ouvre.", {
      texts: { fr: "Le pilote ouvre.", en: "The pilot opens." },
    });
    const words = changed({ kind: "bottom-line", from: "Le pilote ouvre.", to: "Reporté." });
    const corrected = withWords(aReport("loyalty", { lines: [line] }), words);
    expect(textsIn(inLanguage(corrected, "en"))).toEqual(["Reporté."]);
  });

  it("is all that a hold keeps back: status, dates and requests go", () => {
    const report = withoutWords(LOYALTY);
    expect(report.status).toMatchObject({ status: "red", since: "2026-10-28", reason: null, action: null });
    expect(report.lines.map(({ kind, text }) => [kind, text])).toEqual([
      ["request", "Release Dieter?"],
      ["newly-off-track", ""],
      ["milestone-moved", "Launch"],
    ]);
    expect(JSON.stringify(report)).not.toMatch(/Late|Fix the parser|No test data/);
  });
});

describe("at its sending a report", () => {
  const OTHERS = { onlyApproved: false };

  it("keeps the words of the draft, and has status and dates of now", () => {
    const fresh = aReport("loyalty", {
      status: { ...OFF_TRACK, status: "amber", reason: "Found.", at: "2026-11-03T08:00:00.000Z", on: "2026-11-03" },
      lines: [
        aLine("newly-at-risk", "Found.", { since: "2026-11-03" }),
        aLine("blocked", "No test data", { since: "2026-10-12" }),
        aLine("bottom-line", "Revised after the draft."),
      ],
    });
    const sent = mergeDraftWithFresh(LOYALTY, fresh, OTHERS);
    expect(sent.status?.status).toBe("amber");
    expect(textsIn(sent)).toEqual(["No test data", "Found.", "Points in 4 minutes", "Loyalty misses Christmas."]);
  });

  it("says as of when its words are, so that the next report has what was written since", () => {
    const fresh = aReport("loyalty", { cutOffAt: "2026-11-04T09:00:00.000Z" });
    expect(mergeDraftWithFresh(LOYALTY, fresh, OTHERS)).toMatchObject({
      cutOffAt: fresh.cutOffAt,
      draftedAt: LOYALTY.cutOffAt,
    });
    expect(mergeDraftWithFresh(aReport("loyalty"), fresh, OTHERS).draftedAt).toBeUndefined();
  });

  it("drops a blocker that is over meanwhile, in whatever words it was put", () => {
    const sent = mergeDraftWithFresh(LOYALTY, aReport("loyalty", { status: OFF_TRACK }), OTHERS);
    const words = changed({ kind: "blocked", from: "No test data", to: "Still no test data" });
    expect(textsIn(withWords(sent, words))).toEqual(["Points in 4 minutes", "Loyalty misses Christmas."]);
  });

  it("has the words of now where the draft had none", () => {
    const fresh = aReport("loyalty", { lines: [aLine("bottom-line", "Late, but here.")] });
    expect(textsIn(mergeDraftWithFresh(aReport("loyalty"), fresh, OTHERS))).toEqual(["Late, but here."]);
    expect(textsIn(mergeDraftWithFresh(aReport("loyalty"), fresh, { onlyApproved: true }))).toEqual([]);
  });

  it("does not show a reason that came after what was approved", () => {
    const status = { ...OFF_TRACK, reason: "Never approved.", at: "2026-11-03T08:00:00.000Z", on: "2026-11-03" };
    const sent = mergeDraftWithFresh(LOYALTY, aReport("loyalty", { status }), { onlyApproved: true });
    expect(sent.status).toMatchObject({ status: "red", reason: null });
  });
});

describe("what is recommended", () => {
  const recommending = (recommend: Recommendation, reason = "") =>
    aReport("loyalty", {
      lines: [aLine("value", "Points in 4 minutes"), aLine("recommended", reason, { recommend })],
    });
  const told = ({ lines }: Report) =>
    lines.flatMap(({ kind, recommend, text }) => (kind === "recommended" ? [[recommend, text]] : []));
  const STOP = recommending("stop", "The supplier failed");

  it.each<[string, Report, Report, boolean, [Recommendation, string]]>([
    ["Stop after a draft of Continue", recommending("continue"), STOP, false, ["stop", "The supplier failed"]],
    ["Stop without a reason that nobody approved", recommending("continue"), STOP, true, ["stop", ""]],
    ["Continue after a draft of Stop", STOP, recommending("continue"), false, ["continue", ""]],
    [
      "the reason of the draft for the same choice",
      STOP,
      recommending("stop", "It is late"),
      false,
      ["stop", "The supplier failed"],
    ],
  ])("is told once, as it is now: %s", (_, draft, fresh, onlyApproved, expected) => {
    expect(told(mergeDraftWithFresh(draft, fresh, { onlyApproved }))).toEqual([expected]);
  });

  it("stays when its reason is left out, or held back", () => {
    const words = changed({ kind: "recommended", from: "The supplier failed", to: null });
    expect(told(withWords(STOP, words))).toEqual([["stop", ""]]);
    expect(told(withoutWords(STOP))).toEqual([["stop", ""]]);
  });
});

it("a corrected status replaces status, line and the end of the strip", () => {
  const report = withStatus(
    { ...LOYALTY, strip: ["green", "amber", "red"] },
    { status: "amber", reason: "Only online.", by: "dan", at: "2026-11-05T09:00:00.000Z", day: "2026-11-05" },
  );
  expect(report.status).toMatchObject({ status: "amber", since: "2026-11-05", reason: "Only online.", by: "dan" });
  expect(report.strip).toEqual(["green", "amber", "amber"]);
  const ofStatus = report.lines.filter(({ kind }) => /track|risk/.test(kind));
  expect(ofStatus.map(({ kind, text }) => [kind, text])).toEqual([["still-at-risk", "Only online."]]);
});
