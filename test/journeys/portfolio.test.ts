/** A portfolio is made, its committee reads and decides over what it covers, and no longer once it covers it no more. */
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answer-check-in.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { giveOffice } from "../../src/programs/office-giving.ts";
import { createPortfolioFromForm } from "../../src/programs/portfolios.ts";
import { addItem } from "../../src/register/acts.ts";
import { chooseRhythms } from "../../src/reports/facts/digest-subscriptions.ts";
import { WHOLE_REQUEST } from "../support/acting.ts";
import { openHome } from "../support/home-tab.ts";
import {
  actingAs,
  answerTo,
  aRun,
  arrivals,
  LEA,
  MONTHLY_TO_SPONSORS,
  NINA,
  openForm,
  personIn,
  RAVI,
  type Run,
  savedWith,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const KEYS = ["shops", "ledger", "tills"];
const RETAIL = { name: "Department", value: "Retail" };

const aStage = () =>
  aRun({
    people: [LEA, TOM, NINA, RAVI],
    programs: [
      { key: "shops", title: "Shops", lead: "nina", sponsors: ["tom"], labels: { Department: "Retail" } },
      { key: "ledger", title: "Ledger", lead: "nina", labels: { Department: "Finance" } },
      { key: "tills", title: "Tills", lead: "nina", labels: { Department: "Retail" } },
    ],
    cadences: KEYS.map((program) => ({ ...MONTHLY_TO_SPONSORS, key: `of-${program}`, program })),
  });

/** Tom and Léa sit for it, Léa in the chair; Ravi writes. */
async function retailIn(run: Run): Promise<string> {
  const [tom, lea, ravi] = [await personIn(run, "tom"), await personIn(run, "lea"), await personIn(run, "ravi")];
  const committee = { members: [tom, lea], secretary: ravi, chair: lea, quorum: 2 };
  const admin = await actingAs(run, run.sandbox.primaryOwner);
  return (await createPortfolioFromForm(admin, { title: "Retail portfolio", label: RETAIL, ...committee })).id;
}

async function raise(run: Run, handle: string, programId: string, title: string) {
  const sourceKey = `command:${title}`;
  const request = { type: "request" as const, details: WHOLE_REQUEST, title, dueOn: "2026-11-20", sourceKey };
  return addItem(await actingAs(run, handle), { programId, ...request });
}

async function idOf(run: Run, key: string): Promise<string> {
  return (await run.db.selectFrom("program").select("id").where("key", "=", key).executeTakeFirstOrThrow()).id;
}

async function relabel(run: Run, labels: string): Promise<string> {
  await run.as("nina").command("/drumbeat portfolio Tills");
  await run.as("nina").pressInView({ actionId: "program.menu", option: "Edit…" });
  await run.as("nina").waitForView();
  run.as("nina").fill("labels", labels);
  const result = await run.as("nina").submit();
  return "updated" in result ? textOf(result.updated) : JSON.stringify(result);
}

describe("a portfolio", () => {
  it("is made in one form, which names the programs that its members will read, and mends what is wrong at its field", async () => {
    const run = await aStage();
    const admin = run.as(run.sandbox.primaryOwner);
    const answer = await answerTo(run, run.sandbox.primaryOwner, "/drumbeat portfolio");
    await admin.press(answer, { label: "New portfolio…" });
    expect(textOf(await admin.waitForView())).toMatch(/register of 3 programs: Ledger|of 3 programs: Shops/);
    await admin.pressInView({ actionId: "program.portfolio_covers", option: "Department: Retail (2)" });
    await run.settle();
    expect(textOf(await admin.waitForView())).toContain("register of 2 programs: Shops and Tills.");

    admin.fill("title", "Retail portfolio");
    admin.fill("members", [run.as("tom").userId, run.as("lea").userId]);
    admin.fill("chair", run.as("ravi").userId);
    admin.fill("quorum", "3");
    expect(await admin.submit()).toEqual({
      errors: { chair: expect.stringMatching(/^Ravi Nair isn’t on/), quorum: expect.stringMatching(/from 1 to 2/) },
    });
    admin.fill("chair", run.as("lea").userId);
    admin.fill("quorum", "2");
    admin.fill("secretary", run.as("ravi").userId);
    const made = await admin.submit();
    expect("updated" in made && textOf(made.updated)).toContain("*Retail portfolio* covers 2 programs.");

    await run.to("2026-11-02T16:00Z");
    const named = async (handle: string) => (await sentAs(run, "named", handle)).map(({ text }) => text).join();
    expect(await named("tom")).toContain("to the steering committee of *Retail portfolio* (2 programs)");
    expect(await named("lea")).toContain("comité de pilotage de *Retail portfolio* (2 programmes)");
    expect(await named("ravi")).toContain("secretary of the committee of *Retail portfolio* (2 programs)");
  });

  it("is for admins and an office over all of it: others are told whom to ask", async () => {
    const run = await aStage();
    const nina = await actingAs(run, "nina");
    const form = { title: "Mine", label: RETAIL, members: [nina.actor], secretary: null, chair: null, quorum: null };
    await expect(createPortfolioFromForm(nina, form)).rejects.toThrow("PORTFOLIO_NOT_YOURS");
    expect(textOf(await answerTo(run, "ravi", "/drumbeat portfolio"))).not.toContain("New portfolio");
  });

  it("over a label that no program has covers none for now, and an office over that label may make it", async () => {
    const run = await aStage();
    const label = { name: "Department", value: "Toys" };
    await giveOffice(await actingAs(run, run.sandbox.primaryOwner), { person: await personIn(run, "ravi"), label });
    await run.as("ravi").press(await answerTo(run, "ravi", "/drumbeat portfolio"), { label: "New portfolio…" });
    expect(textOf(await run.as("ravi").waitForView())).toMatch(/Department: Toys \(0\).*register of 0 programs\./s);
    run.as("ravi").fill("title", "Toys");
    run.as("ravi").fill("members", [run.as("tom").userId]);
    const made = await run.as("ravi").submit();
    expect("updated" in made && textOf(made.updated)).toContain("*Toys* covers 0 programs.");
  });

  it("puts what its committee decides first on Home, and opens with its programs, register and people, in both languages", async () => {
    const run = await aStage();
    const portfolioId = await retailIn(run);
    await raise(run, "ravi", portfolioId, "Fund the shops?");
    await raise(run, "nina", await idOf(run, "tills"), "More tills?");
    await run.to("2026-11-02T16:00Z");

    const home = (await openHome(run, "lea")).join("\n");
    expect(home).toMatch(/^À VOUS \(2\)\n.*Fund the shops\?.*More tills\?.*Retail portfolio · 2 programmes/s);
    expect((await openHome(run, "tom")).join("\n")).toMatch(/Retail portfolio · 2 programs.*Shops.*Tills/s);

    await run.as("lea").command("/drumbeat portfolio retail portfolio");
    const opened = textOf(await run.as("lea").waitForView()).replaceAll("\u00a0", " ");
    expect(opened).toMatch(/Couvre Department : Retail · 2 programmes.*Shops.*Tills.*RET-REQ-1 · Fund the shops\?/s);
    expect(opened).toContain("Comité de pilotage · Léa Martin (présidence) et Tom Baker · quorum de 2");
    expect(opened).toContain("Secrétariat du comité · Ravi Nair");
    expect(opened).not.toContain("Ledger");

    await run.as("lea").pressInView({ label: "Décider…" });
    await run.as("lea").waitForView();
  });

  it("gives its members one digest of a rhythm, with what they cover, and their seat in a program", async () => {
    const run = await aStage();
    await retailIn(run);
    const lea = await actingAs(run, "lea");
    await inTransaction(run.db, (db) => chooseRhythms({ ...lea, db }, { wanted: ["monthly"] }));
    await run.to("2026-11-30T12:00Z");
    for (const key of KEYS) {
      await openForm(run, "nina", `of-${key}`);
      const { questions } = run.known("nina", `of-${key}`).cadence;
      await fillAndSubmit(run.as("nina"), questions, { progress: `${key} moved`, health: "green" });
      await run.settle();
    }
    await run.to("2026-12-03T16:00Z");
    const digestsTo = (handle: string, month: string) =>
      arrivals(run, handle)
        .map(({ text }) => text)
        .filter((text) => text.startsWith(month));
    const [toTom = "", ...more] = digestsTo("tom", "NOVEMBER");
    expect(more).toEqual([]);
    expect(toTom).toMatch(/NOVEMBER · 2 PROGRAMS\nfor Tom Baker, sponsor.*shops moved.*tills moved/s);
    const [toLea = ""] = digestsTo("lea", "NOVEMBRE");
    expect(toLea).toMatch(/NOVEMBRE · 2 PROGRAMMES\npour Léa Martin, comité de pilotage/);
    expect([toTom, toLea].join()).not.toContain("ledger");
  });

  it("covers a program by its label: who will read it is named before that is saved, and who read it no longer does", async () => {
    const run = await aStage();
    await retailIn(run);
    const seen = async () => (await openHome(run, "lea")).join("\n");
    await relabel(run, "Department: Finance");
    expect(await seen()).not.toContain("Tills");
    await run.as("lea").command("/drumbeat portfolio Tills");
    expect(run.as("lea").view()).toBeNull();

    expect(await relabel(run, "Department: Retail")).toMatch(/Léa Martin, Ravi Nair,? and Tom Baker|Tom Baker/);
    expect(await seen()).not.toContain("Tills");
    expect(await savedWith(run, "nina")).toBe("Tills saved.");
    expect(await seen()).toContain("Tills");
  });
});
