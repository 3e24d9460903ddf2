import { describe, expect, it } from "vitest";
import { contactFactsOf } from "../../src/calendars/availability.ts";
import { settingsOf } from "../../src/people/settings.ts";
import { countryOfZone, mayLieIn } from "../../src/platform/holidays.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, LEA, NINA, personIn, type Run, TOM, textOf } from "../support/run.ts";

const NOTHING = { programs: [], cadences: [], people: [LEA, TOM, NINA] };

describe("whoever creates the first program", () => {
  const PARIS = { handle: "jeanne", name: "Jeanne Roy", tz: "Europe/Paris", locale: "fr-FR" };
  const settings = (run: Run) => settingsOf(run.db, run.app.workspace.id);

  async function aForm(person: typeof PARIS, { isAdmin = true } = {}) {
    const run = await aRun({ ...NOTHING, people: [person, TOM] });
    if (isAdmin) await run.db.updateTable("person").set({ is_admin: 1 }).where("handle", "=", person.handle).execute();
    await run.as(person.handle).command("/drumbeat program new");
    const form = textOf(await run.as(person.handle).waitForView());
    return { run, form, by: run.as(person.handle) };
  }

  it("has the public holidays of their zone’s country proposed for everyone", async () => {
    const { run, form, by } = await aForm(PARIS);
    expect(form).toContain("Jours fériés pour tout l’espace de travail");
    by.fill("title", "Atlas");
    expect(await by.submit()).toHaveProperty("updated");
    await by.waitForView();
    expect(await settings(run)).toMatchObject({ holidayRegion: "FR" });
    const holidaysOf = async (handle: string) => {
      const { id } = await personIn(run, handle);
      const span = { from: "2026-07-01", until: "2026-07-31" };
      return [...(await contactFactsOf(run.db, run.app.workspace.id, id, span)).holidays];
    };
    expect(await holidaysOf("jeanne")).toEqual(["2026-07-14"]);
    // London has no day off then.
    expect(await holidaysOf("tom")).toEqual([]);
    await run.settle();
    await by.command("/drumbeat program new");
    expect(textOf(await by.waitForView())).not.toContain("Jours fériés");
  });

  it("keeps what they chose while the form shows more", async () => {
    const { run, by } = await aForm(PARIS);
    by.fill("title", "Atlas");
    by.fill("holidays", []);
    await by.pressInView({ actionId: "program.more" });
    await by.waitForView();
    expect(await by.submit()).toHaveProperty("updated");
    await by.waitForView();
    expect(await settings(run)).toMatchObject({ holidayRegion: null });
  });

  it("is asked for no country where their zone is in none", async () => {
    const { form } = await aForm({ ...PARIS, tz: "UTC" });
    expect(form).not.toContain("Jours fériés");
  });

  it("reads on Home what they set up, where they have no role in it", async () => {
    const { run, by } = await aForm(PARIS, { isAdmin: false });
    by.fill("title", "Atlas");
    by.fill("lead", run.as("tom").userId);
    await by.submit();
    await run.settle();
    const home = (await openHome(run, "jeanne")).join("\n");
    expect(home).toContain("Vous avez créé Atlas pour d’autres");
    expect(home).not.toContain("Vous ne faites partie");
  });

  it("decides for nobody else where they are no admin", async () => {
    const { run, form, by } = await aForm(PARIS, { isAdmin: false });
    expect(form).not.toContain("Jours fériés");
    by.fill("title", "Atlas");
    await by.submit();
    expect(await settings(run)).toMatchObject({ holidayRegion: null });
  });
});

describe("the country of a zone", () => {
  it("is that in which it lies, under each of its names", async () => {
    const zones = ["Europe/Paris", "Asia/Kolkata", "Asia/Calcutta", "Europe/Kyiv", "America/Toronto", "Europe/Zagreb"];
    expect(await Promise.all(zones.map(countryOfZone))).toEqual(["FR", "IN", "IN", "UA", "CA", "HR"]);
    expect(await Promise.all(["UTC", "Etc/GMT+3"].map(countryOfZone))).toEqual([null, null]);
  });

  it("has the holidays of its regions, and of no other country’s", () => {
    expect(mayLieIn("Europe/Paris", "FR-67")).toBe(true);
    expect(mayLieIn("Europe/London", "FR")).toBe(false);
    expect(mayLieIn("Atlantic/Canary", "ES")).toBe(true);
    expect(mayLieIn("UTC", "FR")).toBe(true);
  });
});
