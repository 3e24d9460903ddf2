/** What is new after an upgrade, told on Home to those who knew Drumbeat as it was. */
import { describe, expect, it } from "vitest";
import { concernsOf } from "../../src/whats-new/rules.ts";
import { openHome, refreshed } from "../support/home-tab.ts";
import { aRun, type Run } from "../support/run.ts";

async function home(run: Run, handle: string): Promise<string> {
  return (await openHome(run, handle)).join("\n");
}

/** As if the version of before had run until now: it noted no release. */
async function upgraded(run: Run): Promise<void> {
  await run.db.deleteFrom("workspace_fact").where("key", "=", "release").execute();
  await run.stopApp();
  await run.startApp();
  await run.settle();
}

describe("what is new", () => {
  it("is told once, in each reader's language and by their roles, until they say that they have read it", async () => {
    const run = await aRun();
    await run.to("2026-11-02T12:00Z");
    await upgraded(run);
    const lea = await home(run, "lea");
    expect(lea).toContain("NOUVEAUTÉS");
    expect(lea).toContain("Ne pas répondre cette fois");
    expect(lea).toContain("est confié le jour même à la personne suivante");
    const tom = await home(run, "tom");
    expect(tom).toContain("WHAT’S NEW");
    expect(tom).not.toContain("When someone’s role ends");
    const sofia = await home(run, "sofia");
    expect(sofia).toContain("Your role gives you your rights");
    expect(sofia).not.toContain("Skip this time");
    expect(await home(run, "sam")).not.toContain("WHAT’S NEW");
    const after = await refreshed(run, "tom", () => run.as("tom").pressInHome({ label: "Got it" }));
    expect(after).not.toContain("WHAT’S NEW");
    await run.stopApp();
    await run.startApp();
    expect(await home(run, "tom")).not.toContain("WHAT’S NEW");
    expect(await home(run, "sofia")).toContain("WHAT’S NEW");
  });

  it("is nothing in a workspace that begins with this release", async () => {
    const run = await aRun();
    await run.to("2026-11-02T12:00Z");
    for (const handle of ["tom", "sofia"]) expect(await home(run, handle)).not.toContain("WHAT’S NEW");
  });

  it("concerns people by what they are", () => {
    expect(concernsOf({ roles: ["team"], isAdmin: false })).toEqual(["asked"]);
    expect(concernsOf({ roles: ["deputy", "sponsor"], isAdmin: true })).toEqual([
      "asked",
      "lead",
      "executive",
      "admin",
    ]);
    expect(concernsOf({ roles: [], isAdmin: false })).toEqual([]);
  });
});
