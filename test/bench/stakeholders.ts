/**
 * *My people* with 2,000 stakeholders of 200 programs, all led by one: what a press costs until its view is made, the line of
 * their Monday page, and what approved cases of 200 programs rest on, in processor time of this thread.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { events } from "../../src/events.ts";
import { type Person, personById } from "../../src/people/use-cases.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { changedCasesOf } from "../../src/sponsorship/case/use-cases-changed.ts";
import { dueView, peopleView } from "../../src/sponsorship/stakeholders/blocks.ts";
import { PLACES } from "../../src/sponsorship/stakeholders/rules.ts";
import { SAYINGS } from "../../src/sponsorship/stakeholders/table.ts";
import { countDue, dueContactsOf, peopleOf } from "../../src/sponsorship/stakeholders/use-cases-reading.ts";
import { collectAtOnce, threadMs } from "./pieces.ts";
import { median, type Row } from "./row.ts";

const PROGRAMS = 200;
const LINES = 2000;
/** Of the first program; the others share the rest. */
const WITH_MANY = 150;
const PEOPLE = 1000;
const ITEMS = 10;
const [REPEATS, WARMING] = [60, 10];
const LIMIT_MS = 50;
const W = "w";
const NOW = "2026-11-02T09:00:00.000Z";
const READER = { locale: "fr-FR", zone: "Europe/Paris", today: "2026-11-02" };

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  const file = join(folder, "people.db");
  const db = openDatabase(file);
  try {
    await migrateToLatest(db);
    load(file);
    const lead = await personById(db, W, "lead");
    const services = { db, events, clock: { now: () => NOW } };
    collectAtOnce();
    const few = await peopleOf(services, lead, "p7");
    const many = await peopleOf(services, lead, "p0");
    const due = await countDue(services, lead, READER.today);
    const changed = await changedCasesOf(services, db, lead);
    if (many.lines.length !== WITH_MANY || few.lines.length === 0 || due !== LINES || changed.length !== PROGRAMS)
      throw new Error("Not all of it was read");
    const tab = (shown: "list" | "map", wanted: string) => async () =>
      peopleView(READER, await peopleOf(services, lead, wanted), { tab: shown, page: 0 });
    const of = `of ${PROGRAMS} programs, ${LINES} people`;
    const { ours, theirs } = await readsBeside(services, lead, file);
    return [
      limit(`My people, ${of}: the list of a program of ${few.lines.length}`, await costOf(tab("list", "p7"))),
      limit(`My people, ${of}: the list of a program of ${WITH_MANY}`, await costOf(tab("list", "p0"))),
      limit(`My people, ${of}: the map of a program of ${WITH_MANY}`, await costOf(tab("map", "p0"))),
      {
        name: `My people: what the list of ${WITH_MANY} reads, put in order`,
        ours: `${ours.toFixed(2)} ms`,
        baseline: `${theirs.toFixed(2)} ms`,
        ratio: ours / theirs,
        bar: 2.5,
      },
      limit(
        `My people, ${of}, all due: the line of the Monday page`,
        await costOf(() => countDue(services, lead, READER.today)),
      ),
      limit(
        `My people, ${of}, all due: the view of them`,
        await costOf(async () => dueView(READER, await dueContactsOf(services, lead))),
      ),
      limit(
        `the case, ${PROGRAMS} approved, each resting on ${ITEMS} items: the line of the Monday page`,
        await costOf(() => changedCasesOf(services, db, lead)),
      ),
    ];
  } finally {
    await db.destroy();
    await rm(folder, { recursive: true });
  }
}

function limit(name: string, ours: number): Row {
  return {
    name: `${name} (limit ${LIMIT_MS} ms)`,
    ours: `${ours.toFixed(2)} ms`,
    baseline: `${LIMIT_MS.toFixed(2)} ms`,
    ratio: ours / LIMIT_MS,
    bar: 1,
  };
}

/** The median of several; in a turn of its own each. */
async function costOf(work: () => Promise<unknown>): Promise<number> {
  const costs: number[] = [];
  for (let run = -WARMING; run < REPEATS; run += 1) {
    await nextTurn();
    const began = threadMs();
    await work();
    if (run >= 0) costs.push(threadMs() - began);
  }
  return median(costs);
}

/** Interleaved with the same statements, prepared by hand. */
async function readsBeside(
  services: { db: Db; clock: { now(): string } },
  lead: Person,
  file: string,
): Promise<{ ours: number; theirs: number }> {
  const hand = new Sqlite(file, { readonly: true });
  const owned = hand.prepare("select * from stakeholder where workspace_id = @w and owner_id = @lead");
  const seats = hand.prepare("select * from seat where workspace_id = @w and person_id = @lead");
  const programs = hand.prepare("select * from program where workspace_id = @w order by id");
  const lines = hand.prepare("select * from stakeholder where workspace_id = @w and program_id = @program");
  const people = hand.prepare("select * from person where workspace_id = ? and id in (?, ?)");
  const history =
    hand.prepare(`select e.* from stakeholder s join stakeholder_event e on e.workspace_id = s.workspace_id
    and e.stakeholder_id = s.id where s.workspace_id = @w and s.program_id = @program order by e.stakeholder_id, e.revision`);
  const of = { w: W, lead: "lead", program: "program-0" };
  const byHand = () => {
    const read = [owned.all({ w: W, lead: "lead" }), seats.all({ w: W, lead: "lead" }), programs.all({ w: W })];
    const own = lines.all({ w: W, program: of.program });
    people.all(W, "lead", "person-1");
    return [...read, own, history.all({ w: W, program: of.program })];
  };
  const [ours, theirs]: number[][] = [[], []];
  for (let run = -WARMING; run < REPEATS; run += 1) {
    await nextTurn();
    const began = threadMs();
    await peopleOf(services, lead, "p0");
    const between = threadMs();
    byHand();
    const ended = threadMs();
    if (run < 0) continue;
    ours?.push(between - began);
    theirs?.push(ended - between);
  }
  hand.close();
  return { ours: median(ours ?? []), theirs: median(theirs ?? []) };
}

function load(file: string): void {
  const db = new Sqlite(file);
  for (const pragma of ["journal_mode = WAL", "synchronous = OFF", "foreign_keys = OFF"]) db.pragma(pragma);
  const insert = (table: string, row: Record<string, string | number | null>) =>
    db
      .prepare(
        `insert into "${table}" (${Object.keys(row).join(", ")}) values (${Object.keys(row)
          .map((key) => `@${key}`)
          .join(", ")})`,
      )
      .run(row);
  const made = "2026-07-01T09:00:00.000Z";
  const stamps = { created_at: made, updated_at: made };
  db.transaction(() => {
    insert("workspace", { id: W, slack_team_id: "T1", name: "Bench", locale: "en-GB", created_at: made });
    const ids = ["lead", ...Array.from({ length: PEOPLE }, (_, index) => `person-${index}`)];
    for (const id of ids)
      insert("person", {
        ...{
          workspace_id: W,
          id,
          slack_user_id: `U${id}`,
          handle: id,
          name: id,
          zone: "Europe/Paris",
          locale: "fr-FR",
        },
        ...{ is_bot: 0, is_admin: 0, is_primary_owner: 0, is_deactivated: 0, ...stamps },
      });
    for (let p = 0; p < PROGRAMS; p += 1) {
      const of = { workspace_id: W, program_id: `program-${p}` };
      insert("program", {
        ...{ workspace_id: W, id: of.program_id, key: `p${p}`, short_key: `P${p}`, title: `Program ${p}`, purpose: "" },
        ...{ flagship: 0, visibility: "members", state: "active", created_at: made },
      });
      insert("seat", { ...of, id: `seat-${p}`, person_id: "lead", role: "lead", created_at: made });
      for (let member = 0; member < 20; member += 1)
        insert("seat", {
          ...{ ...of, id: `seat-${p}-${member}`, person_id: `person-${(p * 5 + member) % PEOPLE}` },
          ...{ role: "team", created_at: made },
        });
      const basis = { items: [] as string[], endsOn: "2026-12-01", dates: {}, measures: [] };
      for (let number = 1; number <= ITEMS; number += 1) {
        const id = `item-${p}-${number}`;
        basis.items.push(id);
        insert("item", {
          ...{
            ...of,
            id,
            type: "risk",
            number,
            title: `Risk ${number}`,
            description: "",
            details: "{}",
            state: "open",
          },
          ...{
            owner_id: "lead",
            raised_by: "lead",
            raised_at: made,
            updated_at: made,
            revision: 1,
            disclosure: "program",
          },
          ...{ source_key: id, due_moves: 0 },
        });
      }
      insert("case_version", {
        ...{ ...of, id: `version-${p}`, number: 1, sections: "{}", basis: JSON.stringify(basis) },
        ...{ approved_by: "person-1", approved_at: made },
      });
    }
    for (let index = 0; index < LINES; index += 1) {
      const program = index < WITH_MANY ? 0 : 1 + (index % (PROGRAMS - 1));
      const { power, interest } = PLACES[index % PLACES.length] ?? { power: "decides", interest: "affected" };
      const said = SAYINGS[index % SAYINGS.length] ?? "agreed";
      const id = `line-${index}`;
      insert("stakeholder", {
        ...{ workspace_id: W, id, program_id: `program-${program}`, person_id: null, name: `Stakeholder ${index}` },
        ...{
          job: "Director",
          organisation: "Northwind",
          power,
          interest,
          said,
          said_words: "the budget stays ".repeat(15),
        },
        ...{ said_on: "2026-09-01", said_to: "lead", cares: "cost", owner_id: "lead", next_on: "2026-11-04" },
        ...{
          spoke_on: "2026-09-01",
          tell_on: "2026-11-02",
          notified_at: made,
          named_by: "lead",
          named_at: made,
          revision: 3,
        },
      });
      for (let revision = 1; revision <= 3; revision += 1)
        insert("stakeholder_event", {
          ...{ workspace_id: W, stakeholder_id: id, revision, event: revision === 1 ? "named" : "changed" },
          ...{ actor_id: "lead", at: `2026-0${6 + revision}-01T09:00:00.000Z`, power, interest, said },
        });
    }
  })();
  db.pragma("wal_checkpoint(truncate)");
  db.close();
}
