/** Tracks and requests in reports: a line each, by weight; late steps with what they are a step of. */
import { expect, it } from "vitest";
import { compile } from "../../src/reports/compile/compile.ts";
import type { Line, Report } from "../../src/reports/compile/report.ts";
import { clauseOf } from "../../src/reports/compile/status-and-dates-in-words.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import { textOf } from "../../src/reports/digest/matter-words.ts";
import type { ProgramFacts, TrackFacts, TrackStepFacts } from "../../src/reports/facts/program-facts.ts";
import { canGoAbove } from "../../src/reports/facts/readable-facts.ts";
import { at, november, someFacts } from "./facts.ts";
import { anInput, aProgram, asFrench, withBlanks } from "./reported.ts";

function aStep(more: Partial<TrackStepFacts> = {}): TrackStepFacts {
  const title = { en: "Go live", fr: "Mise en service" };
  const text = { en: "Go live of “Rollout”", fr: "Mise en service de «\u00a0Déploiement\u00a0»" };
  const made = { itemId: "live", revision: 1, disclosure: "program", ownerId: "chloe", dueOn: "2026-11-20" } as const;
  return { ...made, title, text, isLate: false, since: "2026-10-12", isAtGate: false, ...more };
}

function aTrack(more: Partial<TrackFacts> = {}): TrackFacts {
  return {
    id: "rollout",
    kind: "track",
    name: { en: "Rollout", fr: "Déploiement" },
    done: 20,
    all: 21,
    ends: "2026-12-28",
    planned: "2026-12-28",
    endedAt: null,
    endedBy: null,
    goal: null,
    result: null,
    steps: [aStep()],
    ...more,
  };
}

const ofTracks = ({ lines }: Report) =>
  lines.filter(({ track, type }) => track || type === "work-request" || type === "step");

const reportOf = (facts: ProgramFacts, previous: Report | null = null) => compile(canGoAbove(facts), previous);

function inWords(line: Line | undefined, { isFrench = false } = {}): string {
  const program = aProgram("loyalty", ["green"]);
  const input = anInput([program], { isWhole: true });
  const words = line === undefined ? "" : textOf(program, [line], isFrench ? asFrench(input) : input, (text) => text);
  return withBlanks(words);
}

it("tells of each track how many steps are done and when it ends: as done, as moved where its end moved, as blocked where it is late", () => {
  const october = reportOf(someFacts({ tracks: [aTrack({ done: 18 })] }));
  const [done] = ofTracks(october);
  expect(done).toMatchObject({ kind: "done", text: "Rollout", track: { done: 18, all: 21 } });
  expect(inWords(done)).toBe("Rollout: 18 of 21, ends 28 Dec");

  const movedTo = (ends: string) => reportOf(november({ tracks: [aTrack({ ends })] }), october);
  const [moved] = ofTracks(movedTo("2027-01-04"));
  expect(moved).toMatchObject({ kind: "milestone-moved", track: { done: 20, doneBefore: 18 } });
  expect(inWords(moved)).toBe("Rollout: 20 of 21, ends 4 Jan, planned 28 Dec");
  // As it was told in the report before, it is no move again.
  const december = reportOf(november({ tracks: [aTrack({ ends: "2027-01-04" })] }), movedTo("2027-01-04"));
  expect(ofTracks(december)).toMatchObject([{ kind: "done" }]);

  const late = aStep({ isLate: true, dueOn: "2026-11-27" });
  const [blocked, ...others] = ofTracks(
    reportOf(november({ tracks: [aTrack({ steps: [late, aStep({ itemId: "b", isLate: true })] })] })),
  );
  expect(blocked).toMatchObject({ kind: "blocked", owner: "chloe", due: "2026-11-20" });
  expect(inWords(blocked)).toBe("Go live of “Rollout”: 20 of 21, ends 28 Dec");
  expect(others).toEqual([]);
});

it("tells of a request what is late, with its subject, and once it is finished its result beside its goal; of a hand-off no counts", () => {
  const request = {
    kind: "request",
    id: "w3",
    code: "LOY-W-3",
    name: { en: "Spring win-back", fr: "Spring win-back" },
  } as const;
  const text = { en: "Execution of “Spring win-back”", fr: "Exécution de «\u00a0Spring win-back\u00a0»" };
  const running = aTrack({ ...request, steps: [aStep({ text })] });
  const late = aTrack({ ...request, steps: [aStep({ text, isLate: true })] });
  const finished = aTrack({
    ...request,
    endedAt: at("10-20"),
    endedBy: "chloe",
    goal: "A tenth back",
    result: "12 % back",
  });
  expect(ofTracks(reportOf(someFacts({ tracks: [running, aTrack({ kind: "hand-off" })] })))).toEqual([]);
  expect(ofTracks(reportOf(someFacts({ tracks: [late] })))).toMatchObject([
    { kind: "blocked", text: text.en, texts: text, code: "LOY-W-3" },
  ]);
  const [told] = ofTracks(reportOf(someFacts({ tracks: [finished] })));
  expect(told).toMatchObject({ kind: "finished", goal: "A tenth back", outcome: "12 % back" });
  expect(inWords(told, { isFrench: true })).toMatch(
    /Spring win-back – objectif : A tenth back ; résultat : 12 % back$/,
  );
  expect(ofTracks(reportOf(november({ tracks: [finished] })))).toEqual([]);
});

it("has one line for four requests or more that are late with the same step of the same person: the oldest, and how many more", () => {
  const lateTo = (day: string, ownerId = "priya") => {
    const text = { en: `Validation of “${day}”`, fr: `Validation de « ${day} »` };
    const title = { en: "Validation", fr: "Validation" };
    const step = aStep({ itemId: `${day}${ownerId}`, text, title, ownerId, dueOn: `2026-11-${day}`, isLate: true });
    return aTrack({ id: `${day}${ownerId}`, kind: "request", code: `LOY-W-${day}`, steps: [step] });
  };
  const tracks = [lateTo("12"), lateTo("10"), lateTo("11"), lateTo("13"), lateTo("12", "tom")];
  const lines = ofTracks(reportOf(november({ tracks })));
  expect(lines.map(({ text, texts }) => [text, texts?.fr])).toEqual([
    ["Validation of “10” and 3 more", "Validation de « 10 » et 3 autres"],
    ["Validation of “12”", "Validation de « 12 »"],
  ]);
  // Where it is cut, how many more there are stays.
  const [oldest = expect.fail()] = lines;
  const long = { ...oldest, text: `Validation of “${"word ".repeat(20).trim()}” and 3 more` };
  const input = anInput([aProgram("loyalty", ["green"])]);
  const [program = expect.fail()] = input.programs;
  expect(withBlanks(textOf(program, [long], input, clauseOf))).toBe(
    `Validation of “${"word ".repeat(16).trim()}…” and 3 more`,
  );
  expect(lines[0]).toMatchObject({ code: "LOY-W-10", due: "2026-11-10" });
  expect(lines[0]?.sources).toHaveLength(4);
});

it("has no word of a step that may not go up", () => {
  const steps = [aStep({ isLate: true, disclosure: "team" })];
  expect(ofTracks(reportOf(someFacts({ tracks: [aTrack({ steps })] })))).toEqual([]);
});

it("names no program as silent on a first screen in whose tracks work went on, and says how far it is", () => {
  const { lines } = reportOf(someFacts({ tracks: [aTrack()], answered: [] }));
  const programs = [aProgram("Loyalty", ["green"], { lines }), aProgram("Tills", ["green"], { answered: 1 })];
  const screen = firstScreen(anInput(programs));
  const shown = screen.sections.flatMap((section) => section.lines.map(({ text }) => text));
  expect(withBlanks([screen.headline, ...shown].join("\n"))).toContain("Rollout: 20 of 21, ends 28 Dec");
  expect(screen.sections.map(({ name }) => name)).not.toContain("silent");
});
