/** Of one person, or of one program, a forecast says what that of everybody says of them, also where portfolios are over it. */
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { forecastSteps, type PlannedStep } from "../../src/forecast/forecast-worker.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { refreshSchedule } from "../../src/reports/digest/schedule.ts";
import { chooseRhythms } from "../../src/reports/facts/digest-subscriptions.ts";
import { writeMigratedFile } from "../support/databases.ts";
import { aFolder } from "../support/folder.ts";
import { FINANCE, portfolioWorld, RETAIL } from "../support/portfolios.ts";
import { MONTHLY, questionsFeeding } from "../support/record.ts";
import { scratch } from "../support/scratch.ts";

const WEEKS = 5;

async function aWorld() {
  const file = join(await aFolder(scratch), "drumbeat.db");
  writeMigratedFile(file);
  const db = openDatabase(file);
  onTestFinished(() => db.destroy());
  const world = await portfolioWorld(db);
  const shops = await world.create("Shops", { lead: ["tom"], sponsor: ["ines"], team: ["priya"] }, [RETAIL]);
  const books = await world.create("Books", { lead: ["priya"], sponsor: ["sam"] }, [RETAIL]);
  const ledger = await world.create("Ledger", { lead: ["sam"], sponsor: ["ines"] }, [FINANCE]);
  for (const program of [shops, books, ledger])
    await world.record.cadence(program, {
      rule: MONTHLY,
      questions: questionsFeeding("progress"),
      readers: ["sponsors"],
    });
  const members = ["cara", "carl"];
  const retail = await world.createPortfolio({
    title: "Retail",
    label: RETAIL,
    members,
    chair: "carl",
    secretary: "sue",
  });
  await world.createPortfolio({ title: "Everything", label: null, members: ["amir", "cara"] });
  await world.request(shops, "priya", "ines");
  await world.request(ledger, "sam", "ines");
  await world.request(retail, "sue");
  const { workspaceId } = world.record;
  const now = world.services.clock.now();
  for (const handle of ["amir", "cara", "carl"]) await readsMonthly(world, handle);
  await inTransaction(db, (tx) => refreshSchedule(tx, workspaceId, now));
  const until = addMs(now, WEEKS * 7 * DAY);
  const ahead = async (about: { personId?: string; programId?: string } = {}) =>
    (await Array.fromAsync(forecastSteps(db, { workspaceId, now, until, ...about }))).flat();
  return { ...world, shops, ledger, retail, ahead };
}

async function readsMonthly({ services, as }: Awaited<ReturnType<typeof portfolioWorld>>, handle: string) {
  const actor = await as(handle);
  await inTransaction(services.db, (tx) =>
    chooseRhythms({ ...services, db: tx, actor }, { wanted: ["monthly", "quarterly", "annual"] }),
  );
}

const isAbout = (step: PlannedStep, programId: string) =>
  step.programId === programId || step.programIds?.includes(programId) === true;

const PEOPLE = ["amir", "cara", "carl", "sue", "ines", "tom", "priya", "sam"];

it("a forecast of one of them has the same digests and escalations", async () => {
  const { ahead, idOf, shops, ledger, retail } = await aWorld();
  const whole = await ahead();
  for (const handle of PEOPLE) {
    const theirs = whole.filter(({ personId }) => personId === idOf(handle));
    const own = (await ahead({ personId: idOf(handle) })).filter(({ personId }) => personId === idOf(handle));
    expect(own, handle).toEqual(theirs);
  }
  for (const { id, title } of [shops, retail]) {
    const own = (await ahead({ programId: id })).filter((step) => isAbout(step, id));
    expect(own, title).toEqual(whole.filter((step) => isAbout(step, id)));
  }
  // They have something to agree about.
  const kinds = (handle: string) =>
    new Set(whole.flatMap(({ personId, kind }) => (personId === idOf(handle) ? [kind] : [])));
  expect([...kinds("carl")]).toEqual(expect.arrayContaining(["report-digest", "request"]));
  const digests = whole.filter(({ personId, kind }) => personId === idOf("amir") && kind === "report-digest");
  expect(digests[0]?.programIds?.toSorted()).toEqual([shops.id, ledger.id].toSorted());
}, 240_000);
