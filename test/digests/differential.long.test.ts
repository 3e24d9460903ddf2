/** Random histories, compiled month by month, against a recomputation that walks over everything each time. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DigestDocument, Line } from "../../src/digests/document.ts";
import { compileDueDigests, latestDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { Person } from "../../src/people/repository.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import type { Services } from "../../src/platform/services.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import {
  acknowledgeAsk,
  answerAskBack,
  askBack,
  decideAsk,
  deferAsk,
  withdrawAsk,
} from "../../src/register/asks/use-cases.ts";
import { blankDetails, type TypedDetails } from "../../src/register/details.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { closeItem } from "../../src/register/use-cases-acts.ts";
import { aDatabase } from "../support/databases.ts";
import {
  aRecord,
  questionsFeeding,
  type RecordedCadence,
  type RecordedPerson,
  type RecordedProgram,
} from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { type History, history, type Item, MONTHS, RULES, SENDINGS, START } from "./histories.ts";
import { expectedMonths, type Said } from "./naive.ts";

/** `DRUMBEAT_ALL=1 DRUMBEAT_DIFFERENTIAL_RUNS=1000 npx vitest run test/digests/differential` takes minutes. */
const RUNS = Number(process.env.DRUMBEAT_DIFFERENTIAL_RUNS ?? 300);

describe("a digest of a random history of answers, absences, pauses, asks and decisions", () => {
  let db: Db;
  beforeAll(async () => {
    db = await aDatabase("SQLite");
  });
  afterAll(() => db.destroy());

  it(
    "says what a naive recomputation says",
    async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(history, async (drawn) => {
          run += 1;
          expect(await compiledMonths(db, `R${run}`, drawn)).toEqual(expectedMonths(drawn, MONTHS, SENDINGS));
        }),
        { numRuns: RUNS, seed: 20250131 },
      );
    },
    60_000 + RUNS * 1000,
  );
});

async function compiledMonths(db: Db, team: string, { given, items, pauses }: History): Promise<(Said | null)[]> {
  const record = await aRecord(db, { team, seatedAt: START });
  const sponsor = await record.person("sponsor");
  const people: RecordedPerson[] = [];
  for (const name of ["lead", "second", "third"]) people.push(await record.person(name));
  const [lead] = people;
  if (!lead) throw new Error("no lead");
  const programs: RecordedProgram[] = [];
  const cadences: RecordedCadence[] = [];
  for (const key of ["p0", "p1", "p2"]) {
    const program = await record.program(key, { seats: { lead: [lead], sponsor: [sponsor] } });
    programs.push(program);
    for (const rule of RULES)
      cadences.push(await record.cadence(program, { rule, questions: questionsFeeding("ask", "health") }));
  }
  for (const round of Map.groupBy(given, (one) => `${one.program} ${one.cadence} ${one.key}`).values()) {
    const [first] = round;
    const cadence = first && cadences[first.program * RULES.length + first.cadence];
    if (!first || !cadence) continue;
    const asked = round.flatMap((one) => people[one.person] ?? []);
    const away = round.filter(({ isAway }) => isAway).flatMap((one) => people[one.person]?.handle ?? []);
    const made = await record.round(cadence, first.key, asked, {
      states: Object.fromEntries(away.map((handle) => [handle, "excused" as const])),
    });
    for (const one of round)
      for (const { at, ask, health } of one.revisions) {
        const person = people[one.person];
        if (!person) continue;
        await record.answer(made, person, at, {
          ...(ask !== null && { ask }),
          ...(health !== null && { health: { colour: health, reason: "Because" } }),
        });
      }
  }
  const services = { ...servicesAt(db, START), ids: { next: () => `${team}-${Math.random()}` } };
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  const [reader, author] = await Promise.all([sponsor, lead].map(({ id }) => personById(db, record.workspaceId, id)));
  if (!reader || !author) throw new Error("nobody there");
  const months: (Said | null)[] = [];
  const happening = [
    ...items.flatMap((item) => happeningOf(services, { reader, author }, programs[item.program]?.id ?? "", item)),
    ...pauses.map(({ program, cadence, on }) => ({
      at: `${on}T00:00:00.000Z`,
      does: async () => {
        const { id = "" } = cadences[program * RULES.length + cadence] ?? {};
        await db.updateTable("cadence").set({ state: "paused" }).where("id", "=", id).execute();
      },
    })),
    ...SENDINGS.map((at, index) => ({
      at,
      does: async () => {
        await compileDueDigests(services);
        const edition = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
        months.push(edition && edition.period === MONTHS[index] ? saidIn(edition.document) : null);
      },
    })),
  ];
  // What happens in the same instant as a digest is in it.
  for (const { at, does } of happening.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))) {
    services.clock.at = at;
    await does();
  }
  return months;
}

interface Happening {
  at: string;
  does: () => Promise<unknown>;
}

/** Raised, and what is done to it while that makes sense. */
function happeningOf(
  services: Services,
  { reader, author }: { reader: Person; author: Person },
  programId: string,
  item: Item,
): Happening[] {
  const { type, title, at, dueOn, isOfAnother, isComplete, acts } = item;
  const decider = isOfAnother ? author : reader;
  let id = "";
  let state: "there" | "asked-back" | "ended" = "there";
  const raise = async () => {
    const shared = { title, dueOn, sourceKey: title, ownerId: type === "ask" ? decider.id : author.id };
    const raised = await inTransaction(services.db, (tx) =>
      raiseItem(services, tx, author, programId, { ...shared, ...typed(type, isComplete) }),
    );
    id = raised.id;
  };
  const act = async ({ kind, until }: Item["acts"][number]) => {
    if (state === "ended") return;
    if (type !== "ask") {
      if (type !== "dependency") return;
      state = "ended";
      await closeItem(services, author, id, "Given");
      return;
    }
    switch (kind) {
      case "seen":
        await acknowledgeAsk(services, decider, id);
        return;
      case "asked-back":
        state = "asked-back";
        await askBack(services, decider, id, "How many?");
        return;
      case "answered-back":
        if (state === "asked-back") await answerAskBack(services, author, id, "Two");
        state = "there";
        return;
      case "deferred":
        state = "there";
        await deferAsk(services, decider, id, until);
        return;
      case "decided":
        state = "ended";
        await decideAsk(services, decider, id, { words: "Yes" });
        return;
      case "withdrawn":
        state = "ended";
        await withdrawAsk(services, author, id);
    }
  };
  return [{ at, does: raise }, ...acts.map((one) => ({ at: one.at, does: () => act(one) }))];
}

function typed(type: Item["type"], isComplete: boolean): TypedDetails & { state?: "open" } {
  const options = [
    { label: "Yes", doesNothing: false },
    { label: "Do nothing", doesNothing: true },
  ];
  if (type === "ask") return { type, details: { kind: "decision", ...(isComplete && { options, recommended: 0 }) } };
  if (type === "dependency") return { type, details: { giver: "Analytics", receiver: "Stores" }, state: "open" };
  return blankDetails(type);
}

function saidIn({ head, sections }: DigestDocument): Said {
  const lines = sections.flatMap((section) => section.lines);
  const told = <Text>(read: (line: Line) => Text[]) => lines.flatMap(read);
  return {
    answered: head.answered,
    asked: head.asked,
    checkIns: head.checkIns,
    asks: told((line) =>
      line.kind === "ask" && !line.item
        ? [`${line.program} ${line.quote.text} ${line.quote.period !== undefined}`]
        : [],
    ).toSorted(),
    whole: told((line) => (line.kind === "ask" && line.item ? [line.quote.text] : [])).toSorted(),
    standing: told((line) => (line.kind === "standing-ask" ? [line.title] : [])).toSorted(),
    decided: told((line) => (line.kind === "decided-ask" ? [line.title] : [])).toSorted(),
    overdue: told((line) => (line.kind === "overdue-asks" ? [line.asks] : []))[0] ?? 0,
    dependencies: told((line) => (line.kind === "dependency" ? [line.title] : [])).toSorted(),
    health: told((line) =>
      line.kind === "health"
        ? [
            `${line.program} ${line.before} ${line.colour} ${line.periods} ${line.between?.isCorrected ? "said " : ""}${line.between?.colour}${line.reported ? `, told ${line.reported.colour}` : ""}`,
          ]
        : [],
    ).toSorted(),
    onTrack: told((line) => (line.kind === "on-track" ? [line.programs] : []))[0] ?? 0,
    grey: told((line) => (line.kind === "silent" && line.grey ? [line.program] : [])).toSorted(),
  };
}
