/** The chair of a portfolio: in their data, erased, and gone with the portfolio once that was closed long enough. */
import { expect, it } from "vitest";
import { addMs, DAY } from "../../src/platform/time.ts";
import { agesStep } from "../../src/privacy/delete-aged.ts";
import { beginErasure } from "../../src/privacy/erasure.ts";
import { pageOf } from "../../src/privacy/my-data.ts";
import { closeProgram } from "../../src/programs/changes.ts";
import { ladderSeats } from "../../src/programs/committee.ts";
import { acting } from "../support/acting.ts";
import { aDatabase } from "../support/databases.ts";
import { portfolioWorld } from "../support/portfolios.ts";
import { eraseWhole } from "./an-erasure.ts";

async function aWorld() {
  const world = await portfolioWorld(await aDatabase("SQLite"));
  const sitting = { title: "Everything", label: null, members: ["cara", "carl"], chair: "carl" };
  return { ...world, portfolio: await world.createPortfolio(sitting) };
}

it("is in My data of whoever takes the chair, with the portfolio, and in nobody else's", async () => {
  const { services, as } = await aWorld();
  const rowsOf = async (handle: string) =>
    (await pageOf(services, await as(handle), { kind: "seats", page: 0 })).rows.map(({ program, what }) =>
      [program, ...what].join(" · "),
    );
  expect(await rowsOf("carl")).toContain("Everything · Chair of a committee");
  expect(await rowsOf("cara")).not.toContain("Everything · Chair of a committee");
});

it("is nobody's once the chair is erased: the longest seated takes it", async () => {
  const { db, services, as, handleOf, portfolio, record } = await aWorld();
  const carl = await as("carl");
  await beginErasure(acting(services, await as("ada")), { person: carl, reason: "By letter" });
  await eraseWhole(services, record.workspaceId);
  const seats = await ladderSeats(db, portfolio, services.clock.now());
  expect(seats.map(({ person_id: id, isChair }) => [handleOf(id), isChair])).toEqual([["cara", false]]);
  const { name, handle } = await as("carl");
  expect([name, handle]).not.toContain("carl");
});

it("goes with the seats of a portfolio that was closed for as long as the record is kept", async () => {
  const { db, services, as, portfolio, record } = await aWorld();
  await closeProgram(acting(services, await as("ada")), { programId: portfolio.id });
  const left = async () => [
    (await db.selectFrom("committee").select("program_id").execute()).length,
    (await db.selectFrom("seat").select("id").execute()).length,
  ];
  const at = async (days: number) => {
    services.clock.at = addMs("2026-07-31T10:00:00.000Z", days * DAY);
    for (let turn = 0; turn < 8; turn += 1) await agesStep(services, record.workspaceId).run();
  };
  for (const days of [1, 1790, 1824]) await at(days);
  expect(await left()).not.toEqual([0, 0]);
  for (const days of [1830, 1860]) await at(days);
  expect(await left()).toEqual([0, 0]);
});
