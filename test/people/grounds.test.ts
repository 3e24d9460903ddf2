/** Who may do what by the ground that holds now: each act by the lead of today, of yesterday, of tomorrow, and all others. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { cadenceOf } from "../../src/cadences/cadences.ts";
import { changeCadence } from "../../src/cadences/changes.ts";
import { readAnswers } from "../../src/check-ins/saving.ts";
import { getPerson, type Person } from "../../src/people/people.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import type { Services } from "../../src/platform/services.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeProgram } from "../../src/programs/changes.ts";
import { addItem } from "../../src/register/acts.ts";
import { listRecord } from "../../src/register/list/list.ts";
import { setReportApprover } from "../../src/reports/drafts/drafts.ts";
import { writeMigratedFile } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { scratch } from "../support/scratch.ts";
import { countedIds, servicesAt } from "../support/still-clock.ts";

const NOW = "2026-11-04T12:00:00.000Z";
const ITEM = { type: "action", details: {}, title: "Book the room", dueOn: "2026-11-20", sourceKey: "test:1" } as const;

const TABLE = `
                    lead deputy sponsor steering team lead-before lead-to-come lead-elsewhere nobody admin
closes-the-program  x    x      -       -        -    -           -            -              -      x
changes-a-cadence   x    x      -       -        -    -           -            -              -      x
names-an-approver   x    x      -       -        -    -           -            -              -      -
adds-to-the-record  x    x      x       x        x    -           -            -              -      x
reads-the-record    x    x      x       x        x    -           -            -              -      -
reads-the-answers   x    x      -       -        x    -           -            -              -      -
`;

/** False: nothing was shown. */
type Act = (services: Services, actor: Person) => Promise<unknown>;
let contents = Buffer.alloc(0);
const ids = { program: "", cadence: "", round: "" };
const people = new Map<string, string>();
let workspaceId = "";

beforeAll(async () => {
  const folder = await mkdtemp(join(scratch, "drumbeat-grounds-"));
  const file = join(folder, "grounds.db");
  writeMigratedFile(file);
  const db = openDatabase(file);
  const record = await aRecord(db);
  workspaceId = record.workspaceId;
  const person = async (handle: string) => {
    const made = await record.person(handle, { isAdmin: handle === "admin" });
    people.set(handle, made.id);
    return made;
  };
  const [lead, deputy, sponsor] = [await person("lead"), await person("deputy"), await person("sponsor")];
  const [steering, team] = [await person("steering"), await person("team")];
  const program = await record.program("atlas", {
    seats: { lead: [lead], deputy: [deputy], sponsor: [sponsor], steering: [steering], team: [team] },
  });
  await record.seat(program, await person("lead-before"), "lead", { until: "2026-11-03" });
  await record.seat(program, await person("lead-to-come"), "lead", { from: "2026-11-05" });
  await record.program("borea", { seats: { lead: [await person("lead-elsewhere")] } });
  for (const handle of ["nobody", "admin"]) await person(handle);
  const cadence = await record.cadence(program, { audience: ["team"] });
  const round = await record.round(cadence, "2026-10-29", [team]);
  Object.assign(ids, { program: program.id, cadence: cadence.id, round: round.id });
  const asLead = { ...servicesAt(db, NOW), actor: await getPerson(db, workspaceId, lead.id) };
  await addItem(asLead, { programId: program.id, ...ITEM });
  await sql`pragma journal_mode = delete`.execute(db);
  await db.destroy();
  contents = await readFile(file);
  await rm(folder, { recursive: true });
});

const ACTS: Record<string, Act> = {
  "closes-the-program": (services, actor) => closeProgram({ ...services, actor }, { programId: ids.program }),
  "changes-a-cadence": async (services, actor) => {
    const { rule, readers, disclosure, title } = await cadenceOf(services.db, workspaceId, ids.cadence);
    const its = { cadenceId: ids.cadence, questions: [{ key: "q", type: "text" as const, label: "?" }] };
    const change = { ...its, title, rule, readers, disclosure, audience: ["lead", "team"], lastKey: null };
    return inTransaction(services.db, (tx) => changeCadence({ ...services, db: tx, actor }, change));
  },
  "names-an-approver": (services, actor) =>
    setReportApprover({ ...services, actor }, { programId: ids.program, approver: "deputy" }),
  "adds-to-the-record": (services, actor) =>
    addItem({ ...services, actor }, { programId: ids.program, ...ITEM, sourceKey: "test:2" }),
  "reads-the-record": async (services, actor) => {
    const query = { isMine: false, programId: ids.program, type: null, state: "all" } as const;
    return JSON.stringify(await listRecord({ ...services, actor }, query)).includes(ITEM.title);
  },
  "reads-the-answers": (services, actor) => readAnswers(services, actor, ids.round),
};

const [header = "", ...lines] = TABLE.trim().split("\n");
const grounds = header.trim().split(/\s+/);

it.each(lines.map((line) => line.trim().split(/\s+/)))("%s", async (name = "", ...marks) => {
  const found: string[] = [];
  for (const ground of grounds) {
    const db = openDatabase(":memory:", { contents });
    onTestFinished(() => db.destroy());
    const actor = await getPerson(db, workspaceId, people.get(ground) ?? "");
    const services = { ...servicesAt(db, NOW), ids: countedIds(ground) };
    const outcome = ACTS[name]?.(services, actor) ?? Promise.reject(new Error(`There is no act ${name}.`));
    found.push(
      await outcome.then(
        (result) => `${ground} ${result === false ? "-" : "x"}`,
        (error: unknown) => {
          if (!(error instanceof DrumbeatError)) throw error;
          return `${ground} -`;
        },
      ),
    );
  }
  expect(found).toEqual(grounds.map((ground, place) => `${ground} ${marks[place]}`));
});
