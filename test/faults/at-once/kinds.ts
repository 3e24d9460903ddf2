/** Kinds of rows with the acts on them, and what is stored of a program, told so that two runs can be compared. */
import type { Client } from "pg";
import { inTransaction } from "../../../src/platform/transaction.ts";
import { createProgram } from "../../../src/programs/creating.ts";
import type { SeatRole } from "../../../src/programs/table.ts";
import { outcomeOf } from "./barrier.ts";
import { type Handle, PEOPLE, type World } from "./world.ts";

/** The rows of one kind, and everything that somebody does with them. */
export interface Kind {
  name: string;
  acts: readonly string[];
  /** New rows, in a program of their own. */
  begin(world: World): Promise<Begun>;
}

export interface Begun {
  act(name: string): () => Promise<unknown>;
  /** What came of it. */
  stored(): Promise<string>;
}

type Act<Subject> = (world: World, subject: Subject) => Promise<unknown>;

export function kind<Subject>(
  name: string,
  make: (world: World) => Promise<Subject>,
  acts: Record<string, Act<Subject>>,
): Kind {
  return {
    name,
    acts: Object.keys(acts),
    async begin(world) {
      // What is due of what was made before is no part of this.
      await world.run.db.deleteFrom("request_term").execute();
      await world.run.db.deleteFrom("audit").where("program_id", "is", null).execute();
      const own = { ...world, programId: await aProgram(world) };
      const subject = await make(own);
      await world.run.db.deleteFrom("delivery").execute();
      return {
        act: (called) => () => acts[called]?.(own, subject) ?? Promise.reject(new Error(`No act ${called}`)),
        stored: () => storedOf(own),
      };
    },
  };
}

const SEATS: [SeatRole, Handle][] = [
  ["lead", "lea"],
  ["deputy", "dan"],
  ["sponsor", "sofia"],
  ["sponsor", "mia"],
  ["steering", "sam"],
  ["steering", "ravi"],
  ["team", "tom"],
  ["team", "nina"],
];

async function aProgram({ run, by, person, next }: World): Promise<string> {
  const ctx = by("workspace-owner");
  const seats = SEATS.map(([role, handle]) => ({ role, person: person(handle) }));
  const form = { title: "Borea", purpose: "", flagship: false, visibility: "members", channelId: null } as const;
  const { id } = await inTransaction(run.db, (tx) =>
    createProgram({ ...ctx, db: tx }, { ...form, key: `borea-${next()}`, seats }),
  );
  return id;
}

/** Of these kinds of rows, those that hang on a row of a program. */
const PARENTS = {
  item_id: "item",
  track_id: "track",
  choice_id: "sponsor_choice",
  role_id: "working_role",
  cadence_id: "cadence",
  check_in_id: "check_in",
  meeting_id: "meeting",
} as const;

/** Whole, for what is the workspace's or a person's. */
const WHOLE = [
  "delivery",
  "absence",
  "calendar",
  "office_seat",
  "workspace",
  "person_preference",
  "deletion",
  "erasure",
];

/** Every row of a program, of whatever table, sorted; without ids, since each run has its own. */
async function storedOf({ storage, programId, person }: World): Promise<string> {
  const { rows } = await storage.query<{ row: string }>(await statementOn(storage), [programId]);
  const names = new Map(PEOPLE.map((handle) => [person(handle).id, handle]));
  return rows
    .map(({ row }) => anonymous(row, names))
    .toSorted()
    .join("\n");
}

const statements = new WeakMap<Client, string>();

/** One statement for all tables; `$1`: the program. */
async function statementOn(storage: Client): Promise<string> {
  const before = statements.get(storage);
  if (before !== undefined) return before;
  const { rows } = await storage.query<{ table: string; column: string }>(
    `select table_name as "table", column_name as "column" from information_schema.columns where table_schema = 'public'`,
  );
  const parts = [...Map.groupBy(rows, ({ table }) => table)].flatMap(([table, columns]) => {
    const condition = ofProgram(
      table,
      columns.map(({ column }) => column),
    );
    return condition === null
      ? []
      : [`select '${table} ' || row_to_json(t) as row from "${table}" t where ${condition}`];
  });
  const statement = parts.join(" union all ");
  statements.set(storage, statement);
  return statement;
}

function ofProgram(table: string, columns: readonly string[]): string | null {
  if (table === "program") return "id = $1";
  if (table === "audit") return "(program_id = $1 or program_id is null)";
  if (WHOLE.includes(table)) return "true";
  if (columns.includes("program_id")) return "program_id = $1";
  const hung = Object.entries(PARENTS).find(([column]) => columns.includes(column));
  return hung ? `${hung[0]} in (select id from ${hung[1]} where program_id = $1)` : null;
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function anonymous(row: string, names: ReadonlyMap<string, string>): string {
  return row
    .replaceAll(ID, (id) => names.get(id) ?? "#")
    .replaceAll(/\bn\d+\b/g, "n")
    .replaceAll(/\b[A-Z][A-Z0-9]{1,4}-(?=[A-Z]{1,4}-\d)/g, "B-")
    .replaceAll(/"short_key":"\w+"/g, '"short_key":"B"');
}

/** What came of two acts: of each, and what is stored. */
export interface Came {
  one: string;
  other: string;
  stored: string;
}

/** One after the other, in either order. */
export async function inTurn(world: World, kind: Kind, [one, other]: readonly [string, string]): Promise<Came[]> {
  const came: Came[] = [];
  for (const isFirst of [true, false]) {
    const begun = await kind.begin(world);
    const first = await outcomeOf(begun.act(isFirst ? one : other));
    const second = await outcomeOf(begun.act(isFirst ? other : one));
    const outcomes = isFirst ? { one: first, other: second } : { one: second, other: first };
    came.push(told({ ...outcomes, stored: await begun.stored() }));
  }
  return came;
}

export async function atOnce(world: World, kind: Kind, [one, other]: readonly [string, string]): Promise<Came> {
  const begun = await kind.begin(world);
  const [first, second] = await world.barrier.race([begun.act(one), begun.act(other)]);
  return told({ one: first, other: second, stored: await begun.stored() });
}

function told({ one, other, stored }: Came): Came {
  return { one: anonymous(one, new Map()), other: anonymous(other, new Map()), stored };
}

/** What is in one and not in the other, of answers and rows; empty: they are the same. */
export function differenceOf(one: Came, other: Came): string[] {
  const [lines, others] = [one, other].map(({ one: first, other: second, stored }) => [
    `one ${first}`,
    `other ${second}`,
    ...stored.split("\n"),
  ]);
  const left = [...(others ?? [])];
  const missing = (lines ?? []).filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...missing.map((line) => `- ${line}`), ...left.map((line) => `+ ${line}`)];
}

/** Each with each, and with itself. */
export function pairsOf({ acts }: Kind): [string, string][] {
  return acts.flatMap((one, index) => acts.slice(index).map((other): [string, string] => [one, other]));
}
