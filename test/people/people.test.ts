import { describe, expect, it } from "vitest";
import { addressBook } from "../../src/calendars/availability.ts";
import { absencesOn, enterAbsence } from "../../src/people/absences.ts";
import {
  findPerson,
  getPersonByHandle,
  handlesOf,
  isAdmin,
  markWelcomed,
  type Person,
  peopleByIds,
  peopleBySlackIds,
  primaryOwnerOf,
} from "../../src/people/people.ts";
import { adminsOf } from "../../src/people/settings.ts";
import { type SlackUser, saveSlackUsers, slackUserSchema } from "../../src/people/slack-users.ts";
import { ensureWorkspace } from "../../src/people/workspaces.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { servicesAt } from "../support/still-clock.ts";

const MONDAY: Instant = "2026-11-02T08:00:00.000Z";
const TUESDAY: Instant = "2026-11-03T08:00:00.000Z";

async function aWorkspace(name: DatabaseName) {
  const db = await aDatabase(name);
  const services = servicesAt(db, MONDAY);
  const workspace = await ensureWorkspace(services, { id: "T1", name: "Northwind" });
  return {
    db,
    services,
    workspace,
    record: (...users: SlackUser[]) =>
      saveSlackUsers(
        services,
        workspace,
        users.map((user) => slackUserSchema.parse(user)),
      ),
    async person(slackUserId: string): Promise<Person> {
      const person = await findPerson(db, workspace.id, slackUserId);
      if (!person) throw new Error(`Nobody is ${slackUserId}`);
      return person;
    },
    handles: async () => [...(await handlesOf(db, workspace.id)).values()].sort(),
  };
}

const ana: SlackUser = {
  id: "UANA",
  name: "ana.ortiz",
  tz: "America/New_York",
  locale: "en-US",
  real_name: "Ana Ortiz",
  profile: { display_name: "ana", real_name: "Ana Ortiz" },
};

const OWN = { delegateId: null, actorId: null, source: "person" as const };

async function refusal(work: Promise<unknown>): Promise<DrumbeatError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DrumbeatError) return error;
  throw new Error(`Not refused: ${error}`);
}

describe.each(databases)("people on %s", (name) => {
  it("are kept as Slack knows them", async () => {
    const { record, person } = await aWorkspace(name);
    expect(await record(ana)).toEqual([]);
    expect(await person("UANA")).toMatchObject({
      handle: "ana",
      name: "Ana Ortiz",
      zone: "America/New_York",
      locale: "en-US",
      is_bot: 0,
      is_admin: 0,
      is_primary_owner: 0,
      is_deactivated: 0,
      dm_channel_id: null,
      welcomed_at: null,
      created_at: MONDAY,
    });
  });

  it("have a name, a zone and a language when Slack gives nothing but an id", async () => {
    const { record, person } = await aWorkspace(name);
    await record({ id: "U1" }, { id: "U2", name: null, tz: null, locale: null, real_name: null, profile: null });
    await record({ id: "U3", name: "three", profile: { display_name: "  ", real_name: "" } });
    const common = { zone: "UTC", locale: "en-GB", is_bot: 0, is_deactivated: 0 };
    expect(await person("U1")).toMatchObject({ handle: "U1", name: "U1", ...common });
    expect(await person("U2")).toMatchObject({ handle: "U2", name: "U2", ...common });
    expect(await person("U3")).toMatchObject({ handle: "three", name: "three", ...common });
  });

  it("are shown with their handle while another active person has their name", async () => {
    const { record, person } = await aWorkspace(name);
    const other = { id: "UTWO", name: "ana2", real_name: "Ana  Ortiz" };
    const shown = async () => [(await person("UANA")).name, (await person("UTWO")).name];
    await record(ana);
    await record(other);
    expect(await shown()).toEqual(["Ana Ortiz (ana)", "Ana Ortiz (ana2)"]);
    await record({ ...other, name: "ana3" });
    expect(await shown()).toEqual(["Ana Ortiz (ana)", "Ana Ortiz (ana3)"]);
    await record({ ...other, deleted: true });
    expect(await shown()).toEqual(["Ana Ortiz", "Ana Ortiz"]);
    await record(other);
    await record({ ...ana, profile: { ...ana.profile, real_name: "Ana Berg" } });
    expect(await shown()).toEqual(["Ana Berg", "Ana Ortiz"]);
  });

  it("have the picture that Slack keeps itself, and no other", async () => {
    const { record, person } = await aWorkspace(name);
    const own = "https://avatars.slack-edge.com/1.png";
    await record(
      { id: "U1", profile: { image_48: own } },
      { id: "U2", profile: { image_48: "https://evil.example/1" } },
    );
    expect(await person("U1")).toMatchObject({ picture_url: own });
    expect(await person("U2")).toMatchObject({ picture_url: null });
  });

  it("are kept whatever their names are made of", async () => {
    const { record, person } = await aWorkspace(name);
    await record({ ...ana, real_name: "A\u0000na \ud83d", profile: { display_name: "a\u0000na" } });
    // Text of PostgreSQL knows no U+0000, and half a pair is no Unicode.
    expect(await person("UANA")).toMatchObject({ handle: "ana", name: "Ana \ufffd" });
  });

  it("keep zone and language when Slack tells neither, or something that is neither", async () => {
    const { record, person } = await aWorkspace(name);
    await record(ana);
    const { tz: _tz, locale: _locale, ...withoutBoth } = ana;
    expect(await record(withoutBoth, { ...ana, tz: "Mars/Olympus_Mons", locale: "en_US" })).toEqual([]);
    expect(await person("UANA")).toMatchObject({ zone: "America/New_York", locale: "en-US" });
  });

  it("are named when their zone changes, when they leave and when they come back, and not otherwise", async () => {
    const { record, person } = await aWorkspace(name);
    await record(ana);
    const { id } = await person("UANA");
    expect(await record({ ...ana, real_name: "Ana O.", profile: { real_name: "Ana O." } })).toEqual([]);
    expect(await record({ ...ana, tz: "Europe/Paris" })).toEqual([id]);
    expect(await record({ ...ana, tz: "Europe/Paris", deleted: true })).toEqual([id]);
    expect(await person("UANA")).toMatchObject({ is_deactivated: 1, zone: "Europe/Paris" });
    expect(await record({ ...ana, tz: "Europe/Paris" })).toEqual([id]);
    expect(await person("UANA")).toMatchObject({ is_deactivated: 0 });
  });

  it("keep what is ours, as it was first, when Slack tells of them again", async () => {
    const { db, services, workspace, record, person } = await aWorkspace(name);
    await record(ana);
    const before = await person("UANA");
    for (const [channel, at] of [
      ["D1", MONDAY],
      ["D2", TUESDAY],
    ] as const)
      await inTransaction(db, async (tx) => {
        await addressBook.rememberDm(tx, workspace.id, before.id, channel);
        await markWelcomed(tx, workspace.id, before.id, at);
      });
    services.clock.at = TUESDAY;
    await record({ ...ana, is_admin: true });
    expect(await person("UANA")).toEqual({
      ...before,
      dm_channel_id: "D1",
      welcomed_at: MONDAY,
      is_admin: 1,
      updated_at: TUESDAY,
    });
  });

  it("include bots, Slackbot, admins, owners and the primary owner, each as what they are", async () => {
    const { db, workspace, record, person } = await aWorkspace(name);
    await record(
      { id: "USLACKBOT", name: "slackbot", is_bot: false },
      { id: "UBOT", name: "poll", is_bot: true },
      { id: "UADMIN", name: "admin", is_admin: true },
      { id: "UOWNER", name: "owner", is_owner: true },
      { id: "UFIRST", name: "first", is_primary_owner: true },
    );
    expect((await person("USLACKBOT")).is_bot).toBe(1);
    expect((await person("UBOT")).is_bot).toBe(1);
    for (const admin of ["UADMIN", "UOWNER", "UFIRST"]) expect((await person(admin)).is_admin, admin).toBe(1);
    expect((await primaryOwnerOf(db, workspace.id)).slack_user_id).toBe("UFIRST");
  });

  it("are admins only as members of the workspace's own team, whatever Slack calls them", async () => {
    const { record, person, db } = await aWorkspace(name);
    const asAdmin = { is_admin: true, is_owner: true, is_primary_owner: true };
    const notOurs: SlackUser[] = [
      { id: "UFOREIGN", team_id: "T2", ...asAdmin },
      { id: "USTRANGER", is_stranger: true, ...asAdmin },
      { id: "UGUEST", is_restricted: true, ...asAdmin },
      { id: "USINGLE", is_ultra_restricted: true, ...asAdmin },
    ];
    await record({ id: "UOURS", team_id: "T1", ...asAdmin }, ...notOurs);
    for (const { id } of notOurs) {
      expect(await person(id), id).toMatchObject({ is_admin: 0, is_primary_owner: 0 });
      expect(isAdmin(await person(id)), id).toBe(false);
    }
    expect(isAdmin(await person("UOURS"))).toBe(true);
    // As they stood in a database of before, or were named by hand.
    await db.updateTable("person").set({ is_admin: 1, is_named_admin: 1 }).execute();
    const { workspace_id: workspaceId } = await person("UOURS");
    expect((await adminsOf(db, workspaceId)).map(({ slack_user_id: id }) => id)).toEqual(["UOURS"]);
    for (const { id } of notOurs) expect(isAdmin(await person(id)), id).toBe(false);
    await record({ id: "UOURS", team_id: "T1", deleted: true, ...asAdmin });
    expect(isAdmin(await person("UOURS"))).toBe(false);
  });
});

describe.each(databases)("handles on %s", (name) => {
  it("are told apart by the user id where two people have one name, whoever comes first", async () => {
    const { record, handles } = await aWorkspace(name);
    await record(ana, { id: "UTWO", profile: { display_name: "ana" } });
    expect(await handles()).toEqual(["ana", "ana-UTWO"]);
    await record({ id: "UTWO", profile: { display_name: "ana" } }, ana);
    expect(await handles()).toEqual(["ana", "ana-UTWO"]);
  });

  it("are the name in Slack where another has the display name", async () => {
    const { record, handles } = await aWorkspace(name);
    await record(ana, { id: "UTWO", name: "ana.two", profile: { display_name: "ana" } });
    expect(await handles()).toEqual(["ana", "ana.two"]);
  });

  it("cannot be blocked by somebody who takes the name that tells two others apart", async () => {
    const { record, handles } = await aWorkspace(name);
    await record(ana, { id: "UMALLORY", profile: { display_name: "ana-UTWO" } });
    await record({ id: "UTWO", profile: { display_name: "ana" } }, { id: "ULAST", profile: { display_name: "last" } });
    expect(await handles()).toEqual(["ana", "ana-UTWO", "ana-UTWO-UTWO", "last"]);
  });

  it("find a person with or without the at sign; nobody is told so in both languages", async () => {
    const { db, workspace, record } = await aWorkspace(name);
    await record(ana);
    expect((await getPersonByHandle(db, workspace.id, "@ana")).slack_user_id).toBe("UANA");
    expect((await getPersonByHandle(db, workspace.id, "ana")).slack_user_id).toBe("UANA");
    const unknown = await refusal(getPersonByHandle(db, workspace.id, "anna"));
    expect(unknown.code).toBe("PERSON_UNKNOWN");
    expect(unknown.sentence("en")).toContain("No one here has the handle “anna”");
    expect(unknown.sentence("fr")).toContain("Personne ici ne porte l’identifiant «\u00a0anna\u00a0»");
  });
});

describe.each(databases)("absences on %s", (name) => {
  it("hold from their first to their last day in the person's zone", async () => {
    const { db, services, workspace, record, person } = await aWorkspace(name);
    await record(ana, { id: "UKIRI", name: "kiri", tz: "Pacific/Kiritimati" });
    const [inNewYork, inKiritimati] = [await person("UANA"), await person("UKIRI")];
    // 02:00 in New York on Tuesday, 20:00 on Kiritimati.
    services.clock.at = "2026-11-03T06:00:00.000Z";
    const ownUntil = (until: string) => ({ ...OWN, from: until, until });
    await inTransaction(db, (tx) =>
      enterAbsence(services, tx, inNewYork, { ...ownUntil("2026-11-05"), from: "2026-11-03" }),
    );
    await inTransaction(db, (tx) => enterAbsence(services, tx, inKiritimati, ownUntil("2026-11-03")));
    const both = [inNewYork.id, inKiritimati.id];
    const away = async (date: string) => [...(await absencesOn(db, workspace.id, both, date)).keys()];
    expect(await away("2026-11-02")).toEqual([]);
    expect((await away("2026-11-03")).sort()).toEqual([inNewYork.id, inKiritimati.id].sort());
    expect(await away("2026-11-05")).toEqual([inNewYork.id]);
    expect(await away("2026-11-06")).toEqual([]);
    expect(await absencesOn(db, workspace.id, [], "2026-11-05")).toEqual(new Map());
  });

  it("cannot lie in the past, and then nothing is written", async () => {
    const { db, services, record, person } = await aWorkspace(name);
    await record(ana);
    const away = await person("UANA");
    const past = { ...OWN, from: "2026-11-01", until: "2026-11-01" };
    const refused = await refusal(inTransaction(db, (tx) => enterAbsence(services, tx, away, past)));
    expect(refused.code).toBe("AWAY_IN_PAST");
    expect(refused.sentence("fr")).toContain("Cette date est passée");
    expect(await db.selectFrom("absence").selectAll().execute()).toEqual([]);
    expect(await db.selectFrom("audit").selectAll().execute()).toEqual([]);
  });
});

describe.each(databases)("workspaces on %s", (name) => {
  it("are made once, also by two processes at once", async () => {
    const { db, services } = await aWorkspace(name);
    const made = await Promise.all([1, 2, 3].map(() => ensureWorkspace(services, { id: "T2", name: "Fabrikam" })));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await db.selectFrom("workspace").select("slack_team_id").orderBy("slack_team_id").execute()).toEqual([
      { slack_team_id: "T1" },
      { slack_team_id: "T2" },
    ]);
  });

  it("know nobody of each other, though the same people are in both", async () => {
    const { db, services, workspace, record, person } = await aWorkspace(name);
    await record(ana);
    const other = await ensureWorkspace(services, { id: "T2", name: "Fabrikam" });
    expect(await findPerson(db, other.id, "UANA")).toBeUndefined();
    await saveSlackUsers(services, other, [{ ...ana, tz: "Asia/Tokyo", deleted: true }]);
    expect(await person("UANA")).toMatchObject({ zone: "America/New_York", is_deactivated: 0 });
    const here = await person("UANA");
    expect(await peopleByIds(db, other.id, [here.id])).toEqual([]);
    expect((await peopleBySlackIds(db, workspace.id, ["UANA", "UNOBODY"])).map(({ id }) => id)).toEqual([here.id]);
    expect(await peopleByIds(db, workspace.id, [])).toEqual([]);
  });
});
