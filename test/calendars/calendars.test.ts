import { describe, expect, it } from "vitest";
import { cadenceOf } from "../../src/cadences/cadences.ts";
import { windowOf } from "../../src/cadences/recurrence/occurrences.ts";
import {
  calendarName,
  holidaysBetween,
  listCalendars,
  refuseUnknownCalendar,
  resolveCalendarName,
  workspaceCalendar,
} from "../../src/calendars/calendars.ts";
import { dayOf } from "../../src/calendars/day-arithmetic.ts";
import { removeCalendar, saveCalendar } from "../../src/calendars/days-off-lists.ts";
import { workingDaysChanged } from "../../src/calendars/events.ts";
import { getPersonByHandle } from "../../src/people/people.ts";
import { preferencesOf, savePreferences } from "../../src/people/preferences.ts";
import { saveSettings, settingsOf } from "../../src/people/settings.ts";
import { saveSlackUsers, slackUserSchema } from "../../src/people/slack-users.ts";
import { ensureWorkspace } from "../../src/people/workspaces.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { setup } from "../../src/setup/apply-setup.ts";
import { setupFileSchema } from "../../src/setup/setup-file.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { servicesAt } from "../support/still-clock.ts";

const MONDAY = "2026-11-02T08:00:00.000Z";
const IN_DECEMBER = { from: "2026-12-20", until: "2026-12-31" };
const CLOSURE = [
  { on: "12-24", label: "Christmas Eve" },
  { on: "2026-12-28", label: "" },
];

async function aWorkspace(name: DatabaseName) {
  const db = await aDatabase(name);
  const services = servicesAt(db, MONDAY);
  const { id } = await ensureWorkspace(services, { id: "T1", name: "Northwind" });
  const users = ["owner", "lea", "tom"].map((handle) =>
    slackUserSchema.parse({
      id: `U${handle}`,
      name: handle,
      tz: "Europe/Paris",
      is_primary_owner: handle === "owner",
    }),
  );
  const workspace = await ensureWorkspace(services, { id: "T1", name: "Northwind" });
  await saveSlackUsers(services, workspace, users);
  const owner = await getPersonByHandle(db, id, "owner");
  const lea = await getPersonByHandle(db, id, "lea");
  return {
    db,
    id,
    services,
    owner,
    lea,
    save: (calendar: Partial<Parameters<typeof saveCalendar>[1]>, actor = owner) =>
      saveCalendar({ ...services, actor }, { key: null, name: "Closure", region: null, days: CLOSURE, ...calendar }),
    async choose(workingWeek: ("su" | "mo" | "tu" | "we" | "th" | "fr")[], holidayRegion: string | null) {
      const settings = { ...(await settingsOf(db, id)), workingWeek, holidayRegion, namedAdmins: [] };
      await saveSettings(
        { ...services, actor: owner },
        { wanted: settings, onDaysChanged: (tx) => workingDaysChanged.happened(services, tx, { workspaceId: id }) },
      );
    },
    async cadence(rule: object) {
      const file = setupFileSchema.parse({
        programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"] }],
        cadences: [{ key: "weekly", program: "atlas", template: "weekly-progress", rule }],
      });
      await setup({ ...services, actor: owner }, { file, channelIdOf: async () => null });
      const row = await db.selectFrom("cadence").select("id").where("key", "=", "weekly").executeTakeFirstOrThrow();
      return cadenceOf(db, id, row.id);
    },
  };
}

describe.each(databases)("the days off of a workspace on %s", (name) => {
  it("are public holidays and lists of its own, found for any span", async () => {
    const { db, id, save } = await aWorkspace(name);
    const { key } = await save({ region: "GB-SCT" });
    expect(key).toBe("closure");
    const days = async (calendar: string, span = IN_DECEMBER) => [...(await holidaysBetween(db, id, calendar, span))];
    expect(await days("FR")).toEqual(["2026-12-25"]);
    expect(await days(key)).toEqual(["2026-12-24", "2026-12-25", "2026-12-26", "2026-12-28"]);
    expect(await days(key, { from: "2027-12-24", until: "2027-12-24" })).toEqual(["2027-12-24"]);
    expect(await days("no-such-list")).toEqual([]);
    expect(await days("XX")).toEqual([]);
  });

  it("are named by what is written, else by the list or the holiday", async () => {
    const { db, id, save, choose } = await aWorkspace(name);
    await save({ region: "FR" });
    await choose(["mo", "tu"], "closure");
    const { holidays } = await workspaceCalendar(db, id);
    const names = ["2026-12-24", "2026-12-25", "2026-12-28", "2026-12-29"].map(
      (date) => holidays.nameOn?.(dayOf(date))?.fr ?? null,
    );
    expect(names).toEqual(["Christmas Eve", "Noël", "Closure", null]);
  });

  it("decide when a round is due and which dates are moved, from the next round on", async () => {
    const { cadence, choose, save, db, id } = await aWorkspace(name);
    const { id: cadenceId } = await cadence({ every: "week", on: ["th"], at: "14:00", zone: "Europe/Paris" });
    const due = async () => {
      const { timing, next_check_at } = await cadenceOf(db, id, cadenceId);
      return [windowOf(timing, { date: "2026-11-26" }, { zone: "Europe/Paris" }).dueAt, next_check_at];
    };
    await db.updateTable("cadence").set({ next_check_at: "2026-11-05T13:00:00.000Z" }).execute();
    expect(await due()).toEqual(["2026-11-27T16:00:00.000Z", "2026-11-05T13:00:00.000Z"]);
    await choose(["su", "mo", "tu", "we", "th"], null);
    expect(await due()).toEqual(["2026-11-29T16:00:00.000Z", MONDAY]);
    await save({ days: [{ on: "2026-11-29", label: "Feast" }] });
    await choose(["su", "mo", "tu", "we", "th"], "closure");
    expect((await due())[0]).toBe("2026-11-30T16:00:00.000Z");
    await save({ key: "closure", days: [{ on: "2026-11-30", label: "Moved" }] });
    expect((await due())[0]).toBe("2026-11-29T16:00:00.000Z");
  });

  it("count by the calendar that a rule names, whatever the workspace has chosen", async () => {
    const { cadence, choose } = await aWorkspace(name);
    await choose(["mo", "tu", "we", "th", "fr"], "FR");
    const { timing, rule } = await cadence({
      every: "month",
      on: { workingDay: 1 },
      at: "09:00",
      zone: "Europe/Paris",
      calendar: "GB-SCT",
      holidays: "before",
    });
    expect(rule.calendar).toBe("GB-SCT");
    expect(timing.working?.holidays.has(dayOf("2026-11-30"))).toBe(true);
    expect(timing.working?.holidays.has(dayOf("2026-07-14"))).toBe(false);
  });

  it("are found by what people type, and refused with what there is", async () => {
    const { db, id, save } = await aWorkspace(name);
    await save({ name: "Fermetures d’été" });
    const called = (typed: string) => resolveCalendarName(db, id, typed);
    expect(await called("fermetures d’été")).toBe("fermetures-d-ete");
    expect(await called(" france ")).toBe("FR");
    expect(await called("gb-sct")).toBe("GB-SCT");
    await expect(called("FR-99")).rejects.toMatchObject({
      code: "CALENDAR_UNKNOWN",
      params: { parts: expect.stringContaining("FR-67") },
    });
    await expect(refuseUnknownCalendar(db, id, "closure")).rejects.toMatchObject({ code: "CALENDAR_UNKNOWN" });
    expect(await calendarName(db, id, "fermetures-d-ete", "en")).toBe("Fermetures d’été");
    expect(await calendarName(db, id, "DE", "fr")).toBe("Allemagne");
  });

  it("are kept by admins only, and each change is in the audit log", async () => {
    const { db, id, save, lea, owner, services } = await aWorkspace(name);
    await expect(save({}, lea)).rejects.toMatchObject({ code: "ADMINS_ONLY" });
    await expect(save({ region: "XX" })).rejects.toMatchObject({ code: "CALENDAR_UNKNOWN" });
    const { key } = await save({});
    await save({ key, name: "Closed" });
    await expect(removeCalendar({ ...services, actor: lea }, { key })).rejects.toMatchObject({ code: "ADMINS_ONLY" });
    await removeCalendar({ ...services, actor: owner }, { key });
    expect(await listCalendars(db, id)).toEqual([]);
    const audit = await db
      .selectFrom("audit")
      .select("action")
      .where("subject_kind", "=", "calendar")
      .orderBy("id")
      .execute();
    expect(audit.map(({ action }) => action)).toEqual(["calendar.created", "calendar.changed", "calendar.removed"]);
  });

  it("are not removed while somebody counts by them, who is named; those who have left count by the workspace’s", async () => {
    const { save, owner, lea, services, cadence, choose, db, id } = await aWorkspace(name);
    const { key } = await save({});
    const refusal = () =>
      removeCalendar({ ...services, actor: owner }, { key }).then(String, (error) => error.sentence("en"));
    await choose(["mo"], key);
    expect(await refusal()).toBe(
      "“Closure” is still in use by the workspace (/drumbeat admin). Choose another calendar there first.",
    );
    await choose(["mo"], null);
    const weekly = await cadence({ every: "week", on: ["th"], at: "14:00", zone: "Europe/Paris", calendar: key });
    const tom = await getPersonByHandle(db, id, "tom");
    for (const person of [lea, tom])
      await inTransaction(db, async (tx) => {
        const chosen = await preferencesOf(tx, id, person.id);
        await savePreferences({ ...services, db: tx, actor: person }, { ...chosen, holidayRegion: key });
      });
    expect(await refusal()).toContain("in use by Atlas, lea, tom.");
    await db.updateTable("cadence").set({ state: "archived" }).where("id", "=", weekly.id).execute();
    await db.updateTable("person").set({ is_deactivated: 1 }).where("id", "=", tom.id).execute();
    expect(await refusal()).toContain("in use by lea.");
    const hers = { ...(await preferencesOf(db, id, lea.id)), holidayRegion: "FR" };
    await inTransaction(db, (tx) => savePreferences({ ...services, db: tx, actor: lea }, hers));
    await removeCalendar({ ...services, actor: owner }, { key });
    expect((await preferencesOf(db, id, tom.id)).holidayRegion).toBeNull();
    expect((await preferencesOf(db, id, lea.id)).holidayRegion).toBe("FR");
  });
});
