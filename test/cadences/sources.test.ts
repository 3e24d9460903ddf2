/** Channels and groups of audiences as they are read from Slack, on both databases. */
import { describe, expect, it } from "vitest";
import { events } from "../../src/app/all-followers.ts";
import type { AudienceMember } from "../../src/cadences/audience/audience.ts";
import { membersBySource } from "../../src/cadences/audience/audience-people.ts";
import {
  followSources,
  nextSourceCheck,
  noteAllSources,
  noteSource,
  readSource,
  refreshDueSource,
  type SourceReading,
} from "../../src/cadences/audience/channel-and-group-members.ts";
import { actorFinder } from "../../src/people/actors.ts";
import { handlesOf } from "../../src/people/people.ts";
import { saveSlackUsers } from "../../src/people/slack-users.ts";
import { ensureWorkspace } from "../../src/people/workspaces.ts";
import { uuidV7 } from "../../src/platform/ids.ts";
import { createLog } from "../../src/platform/log.ts";
import { rows } from "../../src/platform/rows.ts";
import { addMs, DAY, HOUR, MINUTE, SECOND } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { groupDirectory } from "../../src/slack/group-directory.ts";
import { aDatabase, type DatabaseName } from "../support/databases.ts";
import { aRecord, DAILY } from "../support/record.ts";
import { aSandbox } from "../support/sandbox.ts";

const somePeople = (length: number) =>
  Array.from({ length }, (_, index) => ({
    handle: `p${index}`,
    name: `Person ${index}`,
    tz: "Etc/UTC",
    locale: "en-GB",
  }));
const PEOPLE = somePeople(250);

/** A workspace with a group `design` and a channel, and a database beside it. */
async function aPlace(name: DatabaseName, { people = PEOPLE.slice(0, 4) } = {}) {
  const { sandbox, clock, client, transcript } = await aSandbox({ people });
  const db = await aDatabase(name);
  const services = { db, clock, ids: uuidV7(clock), log: createLog("silent"), events };
  const record = await aRecord(db, { team: sandbox.teamId });
  const workspace = await ensureWorkspace(services, { id: sandbox.teamId, name: "Sandbox" });
  const ids = people.map(({ handle }) => ({ id: sandbox.person(handle).userId, name: handle }));
  await saveSlackUsers(services, workspace, ids);
  const reading: SourceReading = { client, personOf: actorFinder(services, workspace).actorOf };
  const group = sandbox.createGroup({ handle: "design", name: "Design", members: ["p0", "p1"] });
  const room = { name: "room", isPrivate: false, members: people.map(({ handle }) => handle) };
  const channel = sandbox.createChannel(room);
  const refresh = () => refreshDueSource(services, workspace.id, reading);
  const handles = async (member: AudienceMember) => {
    const byId = await handlesOf(db, workspace.id);
    const ids = (await membersBySource(db, workspace.id, [member])).get(member) ?? [];
    return ids
      .map((id) => byId.get(id) ?? "")
      .filter((handle) => handle !== "drumbeat")
      .sort();
  };
  const aCadence = async (audience: AudienceMember[]) => {
    await record.cadence(await record.program("p"), { rule: DAILY, audience });
    await db.updateTable("cadence").set({ next_check_at: "2030-01-01T00:00:00.000Z" }).execute();
    await inTransaction(db, (tx) => followSources(tx, services, workspace.id, audience));
  };
  const recheckAt = async () =>
    (await db.selectFrom("cadence").select("next_check_at").executeTakeFirstOrThrow()).next_check_at;
  const calls = (method: string) => transcript.filter(({ type }) => type === method).length;
  return {
    sandbox,
    clock,
    client,
    services,
    workspace,
    reading,
    group,
    channel,
    refresh,
    handles,
    aCadence,
    recheckAt,
    calls,
  };
}

it("refuses a channel of more than a thousand people, and keeps none of them", async () => {
  const { services, workspace, reading, channel } = await aPlace("SQLite", { people: somePeople(1001) });
  const wanted = { kind: "channel" as const, id: channel.id };
  await expect(readSource(services, workspace.id, reading, wanted)).rejects.toMatchObject({
    code: "SOURCE_TOO_LARGE",
    params: { name: "room" },
  });
  expect(await rows(services.db, "audience_source", workspace.id).list({})).toEqual([]);
  expect(await rows(services.db, "membership", workspace.id).list({})).toEqual([]);
});

describe.each(["SQLite", "PostgreSQL"] as const)("on %s", (name) => {
  it("keeps who is in a chosen channel or group, page by page", async () => {
    const { services, workspace, reading, handles, channel, group } = await aPlace(name, { people: PEOPLE });
    const source = await readSource(services, workspace.id, reading, { kind: "channel", id: channel.id });
    expect(await handles(`channel:${source.id}`)).toHaveLength(250);
    expect(await readSource(services, workspace.id, reading, { kind: "group", id: "design" })).toEqual({
      kind: "group",
      id: group.id,
    });
    expect(await handles(`group:${group.id}`)).toEqual(["p0", "p1"]);
    expect(
      (await rows(services.db, "audience_source", workspace.id).list({}, ["name"])).map((each) => each.name),
    ).toEqual(["design", "room"]);
  });

  it("refuses a channel or group that is not there, with what to do", async () => {
    const { services, workspace, reading, sandbox, channel } = await aPlace(name);
    const read = (kind: "channel" | "group", id: string) => readSource(services, workspace.id, reading, { kind, id });
    await expect(read("group", "S404")).rejects.toMatchObject({ code: "GROUP_UNKNOWN" });
    await expect(read("channel", "C404")).rejects.toMatchObject({ code: "CHANNEL_UNKNOWN" });
    sandbox.misbehave({ do: "archive-channel", channelId: channel.id });
    await expect(read("channel", channel.id)).rejects.toMatchObject({ code: "CHANNEL_ARCHIVED" });
    expect(await rows(services.db, "audience_source", workspace.id).list({}, ["name"])).toEqual([]);
  });

  it("reads one page a step and goes on where it was, also after a refusal", async () => {
    const { aCadence, channel, refresh, clock, handles, calls, sandbox, recheckAt } = await aPlace(name, {
      people: PEOPLE,
    });
    await aCadence([`channel:${channel.id}`]);
    await refresh();
    expect(await handles(`channel:${channel.id}`)).toHaveLength(200);
    // The next page waits for a second, so that one long list does not use up what Slack allows.
    await refresh();
    expect(calls("conversations.members")).toBe(1);
    await clock.advanceTo(addMs(clock.now(), SECOND));
    sandbox.misbehave({ do: "answer-429", retryAfterSeconds: 30, on: { method: "conversations.members" } });
    await refresh();
    await refresh();
    expect(calls("conversations.members")).toBe(2);
    await clock.advanceTo(addMs(clock.now(), 30 * SECOND));
    expect(await recheckAt()).toBe("2030-01-01T00:00:00.000Z");
    await refresh();
    expect(await handles(`channel:${channel.id}`)).toHaveLength(250);
    expect(calls("conversations.members")).toBe(3);
    // Whoever is asked through it is planned anew once it is read to its end.
    expect(await recheckAt()).toBe(clock.now());
  });

  it("reads each once a day, soon after an event, and at a start; without channels and groups nothing", async () => {
    const { aCadence, group, refresh, clock, services, workspace, handles, calls, sandbox } = await aPlace(name);
    await refresh();
    expect(await nextSourceCheck(services.db, workspace.id)).toBeNull();
    expect(await noteSource(services, workspace.id, { kind: "group", id: group.id })).toBe(false);
    expect(calls("usergroups.users.list")).toBe(0);
    await aCadence([`group:${group.id}`, "team"]);
    await refresh();
    await refresh();
    expect(calls("usergroups.users.list")).toBe(1);
    expect(await nextSourceCheck(services.db, workspace.id)).toBe(addMs(clock.now(), DAY));
    sandbox.misbehave({ do: "change-group", group: "design", add: ["p3"], remove: ["p0"] });
    for (let times = 0; times < 3; times += 1)
      expect(await noteSource(services, workspace.id, { kind: "group", id: group.id })).toBe(true);
    expect(await nextSourceCheck(services.db, workspace.id)).toBe(addMs(clock.now(), 10 * SECOND));
    await clock.advanceTo(addMs(clock.now(), 10 * SECOND));
    await refresh();
    await refresh();
    expect(await handles(`group:${group.id}`)).toEqual(["p1", "p3"]);
    expect(calls("usergroups.users.list")).toBe(2);
    await noteAllSources(services, workspace.id);
    expect(await nextSourceCheck(services.db, workspace.id)).toBe(clock.now());
  });

  it("asks nobody through a group that was removed or a channel that is archived, until it is back", async () => {
    const { aCadence, group, channel, refresh, clock, services, workspace, handles, sandbox, recheckAt } =
      await aPlace(name);
    await aCadence([`group:${group.id}`, `channel:${channel.id}`]);
    const today = async () => {
      for (let step = 0; step < 4; step += 1) await refresh();
      return [await handles(`group:${group.id}`), await handles(`channel:${channel.id}`)];
    };
    expect(await today()).toEqual([
      ["p0", "p1"],
      ["p0", "p1", "p2", "p3"],
    ]);
    sandbox.misbehave({ do: "disable-group", group: "design" });
    sandbox.misbehave({ do: "archive-channel", channelId: channel.id });
    await services.db.updateTable("cadence").set({ next_check_at: "2030-01-01T00:00:00.000Z" }).execute();
    await clock.advanceTo(addMs(clock.now(), DAY));
    expect(await today()).toEqual([[], []]);
    expect(await recheckAt()).toBe(clock.now());
    const kept = await rows(services.db, "audience_source", workspace.id).list({}, ["name"]);
    expect(kept.map(({ name: called, state }) => [called, state])).toEqual([
      ["design", "gone"],
      ["room", "archived"],
    ]);
    sandbox.misbehave({ do: "enable-group", group: "design" });
    sandbox.misbehave({ do: "unarchive-channel", channelId: channel.id });
    await clock.advanceTo(addMs(clock.now(), DAY));
    expect(await today()).toEqual([
      ["p0", "p1"],
      ["p0", "p1", "p2", "p3"],
    ]);
  });

  it("drops nobody because Slack could not be asked", async () => {
    const { aCadence, group, refresh, clock, services, workspace, handles, sandbox } = await aPlace(name);
    await aCadence([`group:${group.id}`]);
    await refresh();
    for (const error of ["missing_scope", "plan_upgrade_required", "fatal_error"]) {
      await clock.advanceTo(addMs(clock.now(), DAY));
      sandbox.misbehave({ do: "answer-error", when: "before", error, on: { method: "usergroups.users.list" } });
      await refresh();
      expect(await handles(`group:${group.id}`), error).toEqual(["p0", "p1"]);
      expect(await nextSourceCheck(services.db, workspace.id), error).toBe(addMs(clock.now(), HOUR));
    }
  });

  it("forgets a channel or group that no cadence asks any more", async () => {
    const { aCadence, group, refresh, services, workspace, reading, channel, clock } = await aPlace(name);
    await aCadence([`group:${group.id}`]);
    await readSource(services, workspace.id, reading, { kind: "channel", id: channel.id });
    await refresh();
    await clock.advanceTo(addMs(clock.now(), DAY));
    await refresh();
    await refresh();
    expect(
      (await rows(services.db, "audience_source", workspace.id).list({}, ["name"])).map(({ kind }) => kind),
    ).toEqual(["group"]);
    const found = await services.db.selectFrom("membership").select("kind").distinct().execute();
    expect(found).toEqual([{ kind: "group" }]);
  });

  it("leaves out whom Slack does not name, and meets whom it did not know", async () => {
    const { services, workspace, reading, handles, group, sandbox } = await aPlace(name);
    const members = sandbox.slack.workspace.groups.get(group.id)?.members;
    members?.add("U0STRANGER");
    sandbox.addPerson({ handle: "newcomer", name: "New Comer", tz: "Etc/UTC", locale: "en-GB" });
    members?.add(sandbox.person("newcomer").userId);
    await readSource(services, workspace.id, reading, { kind: "group", id: group.id });
    expect(await handles(`group:${group.id}`)).toEqual(["newcomer", "p0", "p1"]);
  });
});

describe("a list that Slack does not give to its end", () => {
  it("begins anew where Slack takes its cursor no more, and after ten minutes of that waits for an hour", async () => {
    const { aCadence, channel, refresh, clock, handles, calls, sandbox } = await aPlace("SQLite", {
      people: PEOPLE.slice(0, 201),
    });
    await aCadence([`channel:${channel.id}`]);
    const later = async (ms: number) => {
      await clock.advanceTo(addMs(clock.now(), ms));
      await refresh();
    };
    await refresh();
    for (let minute = 0; minute < 10; minute += 1) {
      sandbox.misbehave({ do: "answer-error", error: "invalid_cursor", on: { method: "conversations.members" } });
      await later(SECOND);
      await later(MINUTE);
    }
    expect(calls("conversations.members")).toBe(21);
    sandbox.misbehave({ do: "answer-error", error: "invalid_cursor", on: { method: "conversations.members" } });
    await later(SECOND);
    await later(HOUR - SECOND);
    expect(calls("conversations.members")).toBe(22);
    await later(SECOND);
    await later(SECOND);
    expect(calls("conversations.members")).toBe(24);
    expect(await handles(`channel:${channel.id}`)).toHaveLength(201);
  });

  it("begins anew where Slack gives a cursor again, and leaves out members who are none", async () => {
    const { aCadence, channel, services, workspace, reading, clock, handles } = await aPlace("SQLite");
    await aCadence([`channel:${channel.id}`]);
    const members = reading.client.conversations.members.bind(reading.client.conversations);
    let asked = 0;
    Object.assign(reading.client.conversations, {
      async members(wanted: { channel: string }) {
        asked += 1;
        const answer = await members({ channel: wanted.channel });
        const others: unknown[] = [null, "", 7];
        if (asked > 3) return { ...answer, members: [...(answer.members ?? []), ...others] };
        return { ...answer, response_metadata: { next_cursor: asked === 2 ? "b" : "a" } };
      },
    });
    const stored = async () =>
      (await rows(services.db, "audience_source", workspace.id).list({}, ["cursor"]))[0]?.cursor;
    const cursors: (string | null | undefined)[] = [];
    for (let page = 0; page < 4; page += 1) {
      await refreshDueSource(services, workspace.id, reading);
      cursors.push(await stored());
      await clock.advanceTo(addMs(clock.now(), MINUTE));
    }
    expect(cursors).toEqual(['["a"]', '["a","b"]', null, null]);
    expect(asked).toBe(4);
    expect(await handles(`channel:${channel.id}`)).toEqual(["p0", "p1", "p2", "p3"]);
  });
});

describe("the groups that forms offer", () => {
  const groupsOf = async ({ services, client }: Awaited<ReturnType<typeof aPlace>>) => {
    const directory = groupDirectory(services);
    return { directory, handles: async () => (await directory.groups(client)).map(({ handle }) => handle) };
  };

  it("are asked of Slack once an hour, and again once one was made or renamed", async () => {
    const place = await aPlace("SQLite");
    const { directory, handles } = await groupsOf(place);
    expect(await handles()).toEqual(["design"]);
    place.sandbox.createGroup({ handle: "architects", name: "Architects", members: [] });
    expect(await handles()).toEqual(["design"]);
    directory.outdated();
    expect(await handles()).toEqual(["architects", "design"]);
    await place.clock.advanceTo(addMs(place.clock.now(), HOUR));
    await handles();
    expect(place.calls("usergroups.list")).toBe(3);
  });

  it.each(["missing_scope", "plan_upgrade_required"])(
    "are none, without a word, where Slack says %s",
    async (error) => {
      const place = await aPlace("SQLite");
      const { handles } = await groupsOf(place);
      place.sandbox.misbehave({ do: "answer-error", when: "before", error, on: { method: "usergroups.list" } });
      expect(await handles()).toEqual([]);
      expect(await handles()).toEqual([]);
      expect(place.calls("usergroups.list")).toBe(1);
    },
  );
});
