/** What the register gives out comes back as it was: into another program, and into the same one without a change. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { getPerson, handlesOf, peopleByName } from "../../src/people/people.ts";
import { readTable } from "../../src/platform/csv-reading.ts";
import { csvOf } from "../../src/platform/csv-writing.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { type Program, programOf } from "../../src/programs/programs.ts";
import { closeItem, replaceDecision } from "../../src/register/acts.ts";
import { itemsToExport } from "../../src/register/cli.ts";
import { exportedItem, tableOf } from "../../src/register/import/csv-columns.ts";
import { importItems, planImport } from "../../src/register/import/import-items.ts";
import { readImport } from "../../src/register/import/items-from-rows.ts";
import { TYPES, type TypedDetails } from "../../src/register/item-types.ts";
import { takeDecision } from "../../src/register/requests/decide.ts";
import { isRequest } from "../../src/register/requests/request.ts";
import { acting, addQuietly } from "../support/acting.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const words = fc
  .string({ minLength: 1, maxLength: 60, unit: "grapheme" })
  .map((text) => text.replace(/\s+/g, " ").trim())
  .filter((text) => text !== "" && text !== "[…]" && !/[\0\ufffd]/.test(text));
const maybe = <Value>(key: string, value: fc.Arbitrary<Value>) =>
  fc.option(value, { nil: undefined }).map((given) => (given === undefined ? {} : { [key]: given }));
const day = fc
  .integer({ min: 0, max: 300 })
  .map((days) => new Date(Date.UTC(2026, 11, 1 + days)).toISOString().slice(0, 10));
const parts = (...all: fc.Arbitrary<object>[]) =>
  fc.tuple(...all).map((each) => Object.fromEntries(each.flatMap((part): [string, unknown][] => Object.entries(part))));
const score = fc.integer({ min: 1, max: 5 });

const typed: fc.Arbitrary<TypedDetails> = fc.oneof(
  parts(
    maybe("cause", words),
    maybe("probability", score),
    maybe("impact", score),
    maybe("response", fc.constantFrom("avoid", "reduce")),
  ).map((details) => TYPES.risk.of(details)),
  parts(
    maybe("severity", fc.constantFrom("low", "high")),
    maybe("impact", words),
    fc.boolean().map((blocksWork) => ({ blocksWork })),
  ).map((details) => TYPES.issue.of(details)),
  parts(
    maybe("rationale", words),
    maybe("options", fc.array(words, { minLength: 1, maxLength: 3 })),
    maybe("decidedOn", day),
  ).map((details) => TYPES.decision.of(details)),
  parts(
    maybe("place", words),
    maybe("time", fc.constant("14:30")),
    maybe("points", fc.array(words, { minLength: 1, maxLength: 3 })),
  ).map((details) => TYPES.presence.of(details)),
  parts(
    maybe("costOfWaiting", words),
    maybe("why", words),
    maybe("amount", fc.constantFrom("1.5", "1200", "2000000")),
    fc.constantFrom(
      {},
      { isYesOrNo: true },
      {
        options: [
          { label: "A", doesNothing: false },
          { label: "B", effect: "C", doesNothing: true },
        ],
        recommended: 1,
      },
    ),
  ).map((details) => TYPES.request.of({ kind: "resource", ...details })),
  fc.constant<TypedDetails>({ type: "action", details: {} }),
  fc.constant<TypedDetails>({ type: "milestone", details: {} }),
);

const item = fc.record({
  typed,
  title: words,
  description: fc.oneof(fc.constant(""), words),
  owner: fc.constantFrom("lena", "tom", "margaret"),
  dueOn: day,
  end: fc.constantFrom("none", "none", "done", "dropped"),
  disclosure: fc.constantFrom("program" as const, "team" as const, "lead" as const),
});

async function aWorkspace() {
  const db = await aDatabase("SQLite");
  const record = await aRecord(db);
  const people = new Map(
    await Promise.all(
      ["lena", "tom", "margaret"].map(async (handle) => [handle, await record.person(handle)] as const),
    ),
  );
  const seat = (handle: string) => people.get(handle) ?? { id: "", handle: "", name: "", zone: "" };
  const seats = { lead: [seat("lena")], sponsor: [seat("margaret")], team: [seat("tom")] };
  const atlas = await record.program("atlas", { seats });
  const borea = await record.program("borea", { seats });
  const lena = await getPerson(db, record.workspaceId, seat("lena").id);
  const ctx = acting(servicesAt(db, "2026-11-16T10:00:00.000Z"), lena);
  const margaret = await getPerson(db, record.workspaceId, seat("margaret").id);
  return { db, record, ctx, asMargaret: { ...ctx, actor: margaret }, people, atlas, borea };
}

it("round trips, whatever was written", async () => {
  const { db, record, ctx, asMargaret, people, atlas, borea } = await aWorkspace();
  const place = (id: string) => programOf(db, record.workspaceId, id);
  const tableFor = async (program: Program) => {
    const found = await itemsToExport(db, record.workspaceId, [program]);
    const names = await handlesOf(db, record.workspaceId);
    return tableOf(found.map((each) => exportedItem(each, names, { isNamed: true })));
  };
  const rowsOf = async (table: string[][], program: Program) => {
    const csv = readTable(Buffer.from(csvOf(table)));
    if (!("rows" in csv)) throw new Error(csv.problem.fault);
    const owners = await peopleByName(db, record.workspaceId);
    const read = readImport(csv.rows, { owners, language: "en", today: "2026-11-16", program });
    expect(read.problems).toEqual([]);
    return read.items;
  };
  // Codes, ids and days on which something happened are of each register.
  const own = [
    "program",
    "code",
    "raisedBy",
    "raisedAt",
    "closedAt",
    "permalink",
    "id",
    "details.requestId",
    "details.outcome",
    "replacedBy",
  ];
  const sameOf = ([head = [], ...rows]: string[][]) =>
    rows
      .map((row) =>
        JSON.stringify(head.flatMap((name, at) => (own.includes(name) || row[at] === "" ? [] : [[name, row[at]]]))),
      )
      .sort();

  const [from, into] = [await place(atlas.id), await place(borea.id)];
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 4 }), async (items) => {
      for (const { typed: particulars, title, description, owner, dueOn, end, disclosure } of items) {
        count += 1;
        const ownerId = particulars.type === "request" ? people.get("margaret")?.id : people.get(owner)?.id;
        const text = `${title} ${count}`;
        const raised = await addQuietly(ctx, {
          ...{ programId: from.id, ...particulars, title: text, description, dueOn, disclosure },
          ...{ ownerId: ownerId ?? null, sourceKey: `test:${count}` },
        });
        if (raised.type === "decision" && end === "done")
          await replaceDecision(ctx, {
            ...{ id: raised.id, revision: raised.revision, type: "decision", details: {}, title: `${text} anew` },
            ...{ sourceKey: `anew:${count}` },
          });
        else if (isRequest(raised) && end === "done")
          await inTransaction(db, (tx) =>
            takeDecision(
              { ...asMargaret, db: tx },
              {
                ...{
                  item: raised,
                  program: from,
                  decidedAt: "2026-11-16T10:00:00.000Z",
                  option: null,
                  text: `Yes ${count}`,
                },
              },
            ),
          );
        else if (raised.type !== "decision" && end !== "none")
          await closeItem(ctx, {
            id: raised.id,
            note: "Over",
            as: ["milestone", "request"].includes(raised.type) ? "dropped" : end,
          });
      }
      const table = await tableFor(from);
      const back = await planImport(ctx, { program: from, rows: await rowsOf(table, from) });
      expect(back.rows.filter(({ is }) => is !== "same")).toEqual([]);

      const result = await importItems(ctx, {
        program: into,
        rows: await rowsOf(table, into),
        file: "atlas.csv",
        language: "en",
      });
      expect(result.leftOut).toEqual([]);
      expect(sameOf(await tableFor(into))).toEqual(sameOf(table));
    }),
    { numRuns: 6 },
  );
  const table = await tableFor(into);
  const [head = [], ...rows] = table;
  const decided = rows.find((row) => row[head.indexOf("state")] === "decided");
  if (decided) expect(decided[head.indexOf("details.outcome")]).toContain('"decisionCode":"BOR-D-');
});
