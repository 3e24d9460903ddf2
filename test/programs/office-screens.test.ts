import { describe, expect, it } from "vitest";
import { openHome } from "../support/home-tab.ts";
import {
  answerTo,
  aRun,
  LEA,
  MONTHLY_TO_SPONSORS,
  NINA,
  type Run,
  savedWith,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const PROGRAMS = [
  { key: "shops", title: "Shops", lead: "lea", team: ["nina"], labels: { Department: "Retail" } },
  { key: "ledger", title: "Ledger", lead: "lea", team: ["nina"], labels: { Department: "Finance" } },
];

const aStage = (programs = PROGRAMS) => aRun({ people: [LEA, TOM, NINA], programs, cadences: [] });

/** Gives the office in the settings, and returns the list of offices as it reads then. */
async function given(run: Run, handle: string, label: string): Promise<string> {
  const admin = run.as(run.sandbox.primaryOwner);
  await admin.command("/drumbeat admin");
  await admin.waitForView();
  await admin.pressInView({ label: "Office (PMO)…" });
  await admin.waitForView();
  await admin.pressInView({ label: "Give someone an office…" });
  await admin.waitForView();
  admin.fill("person", run.as(handle).userId);
  admin.fill("label", label);
  await admin.submit();
  await run.settle();
  return textOf(await admin.waitForView());
}

async function form(run: Run, handle: string): Promise<string> {
  await run.as(handle).press(await answerTo(run, handle, "/drumbeat program"), {
    actionId: "program.menu",
    option: handle === "lea" ? "Modifier…" : "Edit…",
  });
  return textOf(await run.as(handle).waitForView());
}

describe("the office", () => {
  it("is given by an admin, told once with who gave it and what it means, and listed", async () => {
    const run = await aStage();
    expect(await given(run, "tom", "Department: Retail")).toContain("Department: Retail");
    await run.to("2026-11-02T12:00Z");
    const told = await sentAs(run, "office-given", "tom");
    expect(told.map(({ text }) => text)).toEqual([expect.stringMatching(/over Department: Retail.*who’s late/s)]);
  });

  it("stands on Home with its programs and a way to the portfolio, and goes with its end", async () => {
    const run = await aStage(PROGRAMS.flatMap((each) => [each, { ...each, key: `${each.key}-two` }]));
    await given(run, "tom", "");
    const home = (await openHome(run, "tom")).join("\n");
    expect(home).toMatch(/Office \(PMO\): 4 programs.*Ledger.*Preferences.*My data/s);
    expect(home.split("Portfolio")).toHaveLength(2);
    await run.as(run.sandbox.primaryOwner).pressInView({ label: "End" });
    expect((await openHome(run, "tom")).join("\n")).not.toContain("Office");
  });

  it("names on Home who is late with what, by program, until its report goes", async () => {
    const run = await aRun({ cadences: [{ ...MONTHLY_TO_SPONSORS, key: "monthly", program: "atlas" }] });
    await given(run, "sam", "");
    await run.to("2026-12-02T12:00Z");
    const home = (await openHome(run, "sam")).join("\n").replaceAll("\u00a0", " ");
    expect(home).toContain("Atlas · Monthly check-in, missing: Léa Martin");
    // When the next digest of its programs goes.
    expect(home).toMatch(/NEXT\nThe sponsors’ digest Thu 3 Dec/i);
    await run.to("2026-12-04T12:00Z");
    expect((await openHome(run, "sam")).join("\n")).not.toContain("missing");
    expect((await openHome(run, "lea")).join("\n")).toMatch(/Rien à faire pour l’instant.*EN RETARD.*Point mensuel/s);
  });

  it("changes a program of its label in its form, and ticks flagship there", async () => {
    const run = await aStage();
    await given(run, "tom", "Department: Retail");
    expect(await form(run, "tom")).toContain("Flagship program");
    run.as("tom").fill("flagship", ["flagship"]);
    expect(await savedWith(run, "tom")).toBe("Shops saved.");
  });
});
