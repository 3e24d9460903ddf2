/** The first lines of a digest over portfolios made by chance, against an oracle of its own. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProgramFacts } from "../../src/digests/compile/facts.ts";
import type { DigestDocument } from "../../src/digests/document.ts";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { aMilestone, anAnswer, anAsk, aProgram, aRound, earlier, fed, theDocument } from "./facts.ts";
import { isCalm, isLineAbout, type Kind, kindsOf, type Told, weightiest } from "./portfolio-oracle.ts";

const colour = fc.constantFrom("green", "amber", "red", null);
const told = (title: string): fc.Arbitrary<Told> =>
  fc.record({
    title: fc.constant(title),
    colour: fc.oneof({ weight: 3, arbitrary: fc.constant("green" as const) }, { weight: 2, arbitrary: colour }),
    before: fc.oneof({ weight: 3, arbitrary: fc.constant("green" as const) }, { weight: 1, arbitrary: colour }),
    isDoubted: rarely(),
    ask: fc.oneof(
      { weight: 8, arbitrary: fc.constant("none" as const) },
      { weight: 1, arbitrary: fc.constantFrom("mine", "mine-overdue", "mine-put-off", "of-another") },
    ),
    isAskedNow: fc.boolean(),
    isBlocked: rarely(),
    wasBlocked: rarely(),
    moved: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(-7, 7, 30) }),
    isTeamSilent: rarely(),
    line: fc.constantFrom("none", "of-all", "asks"),
  });

function rarely() {
  return fc.integer({ min: 0, max: 9 }).map((one) => one === 0);
}

const portfolio = fc
  .integer({ min: 1, max: 6 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => told(`P${index}`))));
const cases = fc.record({
  programs: portfolio,
  rhythm: fc.constantFrom("monthly" as const, "quarterly" as const, "weekly" as const),
  isHeldBack: rarely(),
});

function factsOf(one: Told): ProgramFacts {
  const key = one.title;
  const isAsked = one.ask !== "none";
  const isAskedNow = isAsked && one.isAskedNow && one.colour !== null;
  const said = [
    ...(one.colour === null ? [] : [fed("health", { colour: one.colour, reason: "So it is" })]),
    ...(one.line !== "none" ? [fed("bottom-line", lineOf(one))] : []),
    ...(isAskedNow ? [fed("ask", `An engineer for ${key}?`)] : []),
    ...(one.isBlocked ? [fed("blocker", "No key for the tests")] : []),
  ];
  const lead = aProgram(key, one.colour === null ? null : said);
  const team = {
    ...aRound(key, { asked: 3, answered: one.isTeamSilent ? 0 : 3 }),
    id: `${key}-t`,
    cadenceId: `${key}-team`,
  };
  const teamSaid = anAnswer(key, [fed("progress", "Merged"), ...(one.isBlocked ? [fed("blocker", "No key")] : [])], {
    checkInId: `${key}-team-check-in`,
    personId: `${key}-member`,
    cadenceId: team.cadenceId,
    roundId: team.id,
  });
  const [moved] = one.moved === 0 ? [] : [aMilestone(key, "2026-12-10", day("2026-12-10", one.moved))];
  const markers: ProgramFacts["markers"] =
    one.isDoubted && one.colour !== null
      ? [
          {
            questionId: `${key}-question`,
            colour: one.colour,
            askedAt: "2026-11-03T09:00:00.000Z",
            shownAt: "2026-11-04T09:00:00.000Z",
            checkInId: `${key}-check-in`,
            revision: 1,
            cadenceId: `${key}-monthly`,
            datedIn: new Map(),
            findings: [
              {
                check: "W1",
                workingDays: 14,
                code: "I-2",
                title: "No key",
                evidence: { kind: "item", id: `${key}-blocker`, revision: 1 },
              },
            ],
            items: [],
          },
        ]
      : [];
  return {
    ...lead,
    answers: [...lead.answers, ...(one.isTeamSilent ? [] : [teamSaid])],
    cadences: [
      ...lead.cadences,
      {
        id: team.cadenceId,
        every: "week",
        isBeyond: false,
        isActive: true,
        asksHealth: false,
        title: null,
        lastAnsweredAt: null,
      },
    ],
    rounds: [...lead.rounds, team],
    given: [...lead.given, ...(one.before === null ? [] : earlier(key, one.before))],
    milestones: moved ? [moved] : [],
    blockers: one.wasBlocked ? [{ itemId: `${key}-blocker` }] : [],
    markers,
    doubts: markers,
    asks: isAsked
      ? [
          anAsk(key, {
            title: `An engineer for ${key}?`,
            isReaders: one.ask !== "of-another",
            decider: one.ask === "of-another" ? "Priya" : "Sponsor",
            neededBy: one.ask === "mine-overdue" ? "2026-11-01" : "2026-12-01",
            waitsFor: one.ask === "mine-put-off" ? "date" : "decider",
            checkInId: isAskedNow ? `${key}-check-in` : null,
            isNew: isAskedNow,
          }),
        ]
      : [],
  };
}

function lineOf({ title, line }: Told): string {
  return line === "asks"
    ? `All of ${title} stands still unless you send an engineer.`
    : `The whole of ${title} in a line.`;
}

function day(from: string, days: number): string {
  return new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
}

const HELD = { heldBack: [{ program: "Held", by: "Ana" }] };
const KIND_OF: Record<string, Kind> = {
  "overdue-ask": "overdue",
  ask: "ask",
  "new-red": "red",
  "was-red": "was-red",
  doubted: "doubted",
  "slipped-date": "slipped",
  "new-amber": "amber",
  recovered: "recovered",
  silent: "silent",
};

function kindIn({ bottomLine }: DigestDocument): Kind | null {
  return bottomLine.case === "standing" ? bottomLine.colour : (KIND_OF[bottomLine.case] ?? null);
}

const CALM: Told = {
  title: "P0",
  colour: "green",
  before: "green",
  isDoubted: false,
  ask: "none",
  isAskedNow: false,
  isBlocked: false,
  wasBlocked: false,
  moved: 0,
  isTeamSilent: false,
  line: "none",
};

const ANSWERS = (one: Told) => `${one.title}-check-in`;

/** A weekly digest tells every request that is made in its answers, whoever decides it. */
function asRead(one: Told, rhythm: string): Told {
  const isTold = rhythm === "weekly" && one.ask === "of-another" && one.isAskedNow && one.colour !== null;
  return isTold ? { ...one, ask: "mine" } : one;
}

const NOBODY_ASKS =
  /No decisions for you|The register has no request for you to decide|Nothing here needs a decision from you|Nothing is needed from you|No (?:new|open) requests|with no request for a decision/g;
/** Said of the program of the first line: of the only one it is all. */
const OF_ONE = "with no request for a decision";

/** Its words do, or nobody has answered. */
function mayAsk({ colour, line, isTeamSilent }: Told): boolean {
  return colour === null ? isTeamSilent : line === "asks";
}

describe("the first lines of a digest over several programs", () => {
  it("reassure only of programs that answered, are on track and undoubted, and ask for nothing (B1)", () => {
    fc.assert(
      fc.property(cases, ({ programs, rhythm, isHeldBack }) => {
        const document = theDocument(programs.map(factsOf), { rhythm, ...(isHeldBack && HELD) });
        const text = digestText(document).replaceAll("\u00a0", " ");
        const calm = programs.filter(isCalm);
        const isAll = calm.length === programs.length && !isHeldBack;
        const whole = rhythm === "weekly" ? "nothing has gone off track" : "Nothing is needed from you.";
        expect(text.includes(whole)).toBe(isAll);
        const [, others, some] =
          /The other (?:(\d+) )?programs? needs? nothing|(\d+) of the \d+ programs/.exec(text) ?? [];
        const counted = others ?? some ?? (/The other program needs/.test(text) ? "1" : "0");
        expect(Number(counted)).toBeLessThanOrEqual(calm.length);
        const { rest, bottomLine } = document;
        const sources = bottomLine.case === "nothing-needed" ? bottomLine.sources : (rest?.sources ?? []);
        for (const { id } of sources) expect(calm.map(ANSWERS)).toContain(id);
        const mine = programs.filter(({ ask }) => ask === "mine" || ask === "mine-overdue");
        if (mine.length > 0) expect(text).not.toMatch(/No decisions for you|No (?:new|open) requests/);
      }),
      {
        numRuns: 100,
        // Chance does not draw each of them in every run: calm but for one thing.
        examples: [
          [{ programs: [CALM], rhythm: "monthly", isHeldBack: true }],
          [{ programs: [{ ...CALM, isBlocked: true }], rhythm: "monthly", isHeldBack: false }],
          [{ programs: [{ ...CALM, wasBlocked: true }], rhythm: "monthly", isHeldBack: false }],
          [{ programs: [{ ...CALM, isTeamSilent: true }], rhythm: "monthly", isHeldBack: false }],
        ],
      },
    );
  });

  it("tell the weightiest of what happened first (B2)", () => {
    fc.assert(
      fc.property(cases, ({ programs, rhythm, isHeldBack }) => {
        const document = theDocument(programs.map(factsOf), { rhythm, ...(isHeldBack && HELD) });
        const read = programs.map((one) => asRead(one, rhythm));
        const kind = weightiest(read);
        // Where nobody answered at all, that is said.
        if (document.bottomLine.case === "silence") return;
        expect(kindIn(document)).toBe(kind);
        if (kind === null || !("program" in document.bottomLine)) return;
        const { program } = document.bottomLine;
        expect(read.filter((one) => kindsOf(one).includes(kind)).map(({ title }) => title)).toContain(program);
      }),
      { numRuns: 100 },
    );
  });

  it("say once whether anything is asked, whatever they are about", () => {
    fc.assert(
      fc.property(cases, ({ programs, rhythm, isHeldBack }) => {
        const document = theDocument(programs.map(factsOf), { rhythm, ...(isHeldBack && HELD) });
        const read = programs.map((one) => asRead(one, rhythm));
        // Those that wait for their author are told as open; where nobody answered at all, that is said.
        if (read.some(({ ask }) => ask === "mine-put-off") || document.bottomLine.case === "silence") return;
        const said = digestText(document).match(NOBODY_ASKS) ?? [];
        const isAsked = read.some(({ ask }) => ask === "mine" || ask === "mine-overdue");
        const ofAll = said.length > 1 ? said.filter((words) => words !== OF_ONE) : said;
        expect(ofAll).toHaveLength(isAsked ? 0 : 1);
        if (/^No decision/.test(ofAll[0] ?? "")) expect(read.filter(mayAsk)).toEqual([]);
      }),
      {
        numRuns: 100,
        examples: [
          [{ programs: [{ ...CALM, colour: "red" }], rhythm: "monthly", isHeldBack: false }],
          [{ programs: [{ ...CALM, moved: 7 }], rhythm: "weekly", isHeldBack: false }],
          [{ programs: [CALM, { ...CALM, title: "P1", isDoubted: true }], rhythm: "monthly", isHeldBack: true }],
          [
            {
              programs: [CALM, { ...CALM, title: "P1", moved: 7, line: "asks" }],
              rhythm: "monthly",
              isHeldBack: false,
            },
          ],
        ],
      },
    );
  });

  it("show each lead's own line once, first where it is about the fact and last at its program (B2)", () => {
    fc.assert(
      fc.property(cases, ({ programs, rhythm }) => {
        const document = theDocument(programs.map(factsOf), { rhythm });
        const text = digestText(document);
        const { own, sentence } = outlineOf(document).bottomLine;
        const read = programs.map((one) => asRead(one, rhythm));
        const kind = weightiest(read);
        if (programs.length > 1 && "program" in document.bottomLine)
          expect(sentence ?? own?.role).toContain(document.bottomLine.program);
        if (programs.length > 1 && read.filter(({ ask }) => ask === "mine").length !== 1)
          expect(sentence === null && own !== null).toBe(false);
        for (const one of read) {
          // A quarterly digest quotes what its own questions were answered, and these leads answered those of a month.
          const isShown = one.line !== "none" && one.colour !== null && rhythm !== "quarterly";
          expect(text.split(lineOf(one)).length - 1).toBe(isShown ? 1 : 0);
          if (own?.text !== lineOf(one) || programs.length === 1) continue;
          expect(kind !== null && isLineAbout(one, kind)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
