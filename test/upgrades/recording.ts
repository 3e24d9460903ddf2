/** What a released version left behind: its databases, and the Slack in which it had been at work. README.md says how. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, constants } from "node:zlib";
import {
  keepMessage,
  type Person,
  type Sandbox,
  SandboxClock,
  type SandboxMessage,
  startSandbox,
  type View,
  type Workspace,
} from "slack-sandbox";
import { z } from "zod";
import { manifestYml } from "../../src/demo/manifest.ts";

const person = z.custom<Person>(
  (value) => z.looseObject({ userId: z.string(), handle: z.string() }).safeParse(value).success,
);
const message = z.custom<SandboxMessage>((value) => z.looseObject({ ts: z.string() }).safeParse(value).success);
const view = z.custom<View>((value) => z.looseObject({ callback_id: z.string() }).safeParse(value).success);
const shown = z.array(z.object({ userId: z.string(), view }));

const recordingSchema = z.object({
  name: z.string(),
  world: z.object({
    at: z.string(),
    team: z.object({ id: z.string(), name: z.string(), domain: z.string() }),
    botUserId: z.string(),
    primaryOwner: z.string(),
    people: z.array(person),
    channels: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(["public", "private", "im"]),
        name: z.string(),
        members: z.array(z.string()),
        withUser: z.string().optional(),
        creator: z.string(),
        created: z.number(),
        isArchived: z.boolean(),
        messages: z.array(message),
      }),
    ),
    groups: z.array(
      z.object({
        id: z.string(),
        handle: z.string(),
        name: z.string(),
        members: z.array(z.string()),
        isDisabled: z.boolean(),
        created: z.number(),
        updated: z.number(),
      }),
    ),
    ephemerals: z.array(message),
    homes: shown,
    /** Each as somebody may still have it open, filled in as far as it was. */
    views: shown,
  }),
  /** The bytes of the file, one a character. */
  sqlite: z.string(),
  postgres: z.string().nullable(),
});
export type Recording = z.infer<typeof recordingSchema>;
type World = Recording["world"];

/** The released versions of which there are recordings. */
const VERSIONS = ["3ca3d65"];

/** As `pack.ts` has packed them. */
export function allRecordings(): Recording[] {
  return VERSIONS.flatMap(recordingsOf);
}

function recordingsOf(version: string): Recording[] {
  const packed = readFileSync(join(import.meta.dirname, `${version}.json.br`));
  const params = { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 };
  return z.array(recordingSchema).parse(JSON.parse(brotliDecompressSync(packed, { params }).toString("utf8")));
}

export function writeDatabase({ sqlite }: Recording, file: string): void {
  writeFileSync(file, Buffer.from(sqlite, "latin1"));
}

/** More than a recording has given to anything. */
const IDS_GIVEN = 20_000;
/** Enough of a picture for Slack to know its type. */
const PNG = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

/** The same Slack once more, at the time when it was left; the app is not in it yet. */
export async function slackOf({ world }: Recording): Promise<{ sandbox: Sandbox; clock: SandboxClock }> {
  const clock = new SandboxClock(world.at);
  const sandbox = await startSandbox({ manifest: manifestYml(), clock, team: world.team, people: [] });
  const { workspace, files } = sandbox.slack;
  for (let id = 0; id < IDS_GIVEN; id += 1) workspace.nextId("x");
  bringPeople(sandbox, world);
  const asNow = (userId: string) => (userId === world.botUserId ? workspace.botUserId : userId);
  for (const { messages, members, withUser, ...channel } of world.channels) {
    const kept =
      withUser === undefined
        ? { ...channel, members: new Set(members.map(asNow)), messages: new Map(), threads: new Map() }
        : withNextId(workspace, channel.id, () => workspace.openDm(withUser));
    workspace.channels.set(kept.id, kept);
    for (const each of messages) keepMessage(kept, ofOurApp(workspace, each, asNow));
  }
  workspace.ephemerals.push(...world.ephemerals.map((each) => ofOurApp(workspace, each, asNow)));
  for (const group of world.groups) workspace.groups.set(group.id, { ...group, members: new Set(group.members) });
  for (const id of new Set(JSON.stringify(world).match(/(?<="slack_file":\{"id":")F\w+/g))) {
    const { key } = withNextId(workspace, id, () => files.announce({ name: "x.png", size: PNG.length, altText: null }));
    files.receive(key, PNG);
    files.complete([{ id }]);
  }
  // Slack has looked at the files by then.
  await clock.advanceTo(new Date(Date.parse(world.at) + 3000).toISOString());
  return { sandbox, clock };
}

function bringPeople({ slack: { workspace }, primaryOwner }: Sandbox, world: World): void {
  const owner = workspace.personByHandle(primaryOwner);
  for (const each of world.people) {
    if (each.handle !== world.primaryOwner) {
      Object.assign(workspace.addPerson(each, { userId: each.userId }), each);
      continue;
    }
    workspace.people.delete(owner.userId);
    workspace.people.set(each.userId, Object.assign(owner, each));
  }
}

function ofOurApp({ botId }: Workspace, sent: SandboxMessage, asNow: (userId: string) => string): SandboxMessage {
  return { ...sent, user: asNow(sent.user), ...(sent.bot_id !== undefined && { bot_id: botId }) };
}

function withNextId<Made>(workspace: Workspace, id: string, make: () => Made): Made {
  workspace.nextId = () => id;
  try {
    return make();
  } finally {
    Reflect.deleteProperty(workspace, "nextId");
  }
}
