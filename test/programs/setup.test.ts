/** Setting programs and cadences up from a file: what cannot be is refused in plain words, and nothing half is written. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Sandbox, SandboxClock, startSandbox } from "slack-sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { manifestYml } from "../../src/operations/manifest/manifest-file.ts";
import { getPersonByHandle } from "../../src/people/people.ts";
import { saveSlackUsers } from "../../src/people/slack-users.ts";
import { ensureWorkspace } from "../../src/people/workspaces.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import { direct } from "../../src/platform/network.ts";
import { addMs } from "../../src/platform/time.ts";
import { checkChannel } from "../../src/programs/channels.ts";
import { committeeOf } from "../../src/programs/committee.ts";
import { labelOfCoverage } from "../../src/programs/coverage.ts";
import { labelsOf } from "../../src/programs/labels.ts";
import { officesNow } from "../../src/programs/office.ts";
import { programOf, standingsOf } from "../../src/programs/programs.ts";
import { applyStep, planSetup, setup } from "../../src/setup/apply-setup.ts";
import { readJson } from "../../src/setup/json-file.ts";
import { setupFileSchema } from "../../src/setup/setup-file.ts";
import { outboxClient } from "../../src/slack/web-client-options.ts";
import { dumpTables, listTables } from "../platform/rows.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { scratch } from "../support/scratch.ts";
import { servicesAt } from "../support/still-clock.ts";

const MONDAY = "2026-11-02T08:00:00.000Z";

const clock = new SandboxClock(MONDAY);
let sandbox: Sandbox;
let folder = "";
const channels = { open: "", left: "", archived: "" };
beforeAll(async () => {
  folder = await mkdtemp(join(scratch, "drumbeat-setup-"));
  const person = { tz: "Europe/Paris", locale: "fr-FR" };
  sandbox = await startSandbox({
    manifest: manifestYml(),
    clock,
    people: [
      { handle: "lea", name: "Léa Martin", ...person },
      { handle: "tom", name: "Tom Baker", ...person },
      { handle: "robot", name: "Poll Robot", ...person, isBot: true },
      { handle: "gone", name: "Gaston Parti", ...person, isDeactivated: true },
    ],
  });
  const members = ["lea"];
  channels.open = sandbox.createChannel({ name: "atlas", isPrivate: false, members }).id;
  channels.left = sandbox.createChannel({ name: "without-app", isPrivate: false, members, withApp: false }).id;
  channels.archived = sandbox.createChannel({ name: "old-atlas", isPrivate: false, members }).id;
  sandbox.misbehave({ do: "archive-channel", channelId: channels.archived });
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

const ATLAS = { key: "atlas", title: "Atlas", lead: "lea", team: ["tom"] };
const RETAIL = { Department: "Retail" };
const STORES = { key: "stores", title: "Stores", covers: "Department: Retail", members: ["lea", "tom"] };
const DAILY = { key: "atlas-daily", program: "atlas", template: "daily-team" };

async function aWorkspace(name: DatabaseName) {
  const db = await aDatabase(name);
  const services = servicesAt(db, MONDAY);
  const workspace = await ensureWorkspace(services, { id: "T1", name: "Northwind" });
  const gone = { id: "UGONE", name: "gone", real_name: "Gaston Parti" };
  await saveSlackUsers(services, workspace, [gone]);
  await saveSlackUsers(services, workspace, [
    { id: "UOWNER", name: "owner", is_primary_owner: true },
    { id: "ULEA", name: "lea", real_name: "Léa Martin" },
    { id: "UTOM", name: "tom", real_name: "Tom Baker" },
    { id: "UROBOT", name: "robot", real_name: "Poll Robot", is_bot: true },
    { ...gone, deleted: true },
  ]);
  const owner = await getPersonByHandle(db, workspace.id, "owner");
  const { botToken, apiUrl } = sandbox;
  const client = outboxClient({ mode: "http", botToken, apiUrl, signingSecret: "x", port: 0 }, direct);
  return {
    db,
    services,
    workspace,
    owner,
    setUp: (
      programs: unknown[],
      cadences: unknown[],
      actor = owner,
      { offices = [], portfolios = [] }: { offices?: unknown[]; portfolios?: unknown[] } = {},
    ) =>
      setup(
        { ...services, actor },
        {
          file: setupFileSchema.parse({ programs, portfolios, cadences, offices }),
          channelIdOf: async ({ channel }) => (channel ? checkChannel(client, channel) : null),
        },
      ),
  };
}

const rowsOf = async (db: Db) => dumpTables(db, await listTables(db));

describe.each(databases)("a set-up on %s", (name) => {
  it("makes programs, seats, cadences and their first questions, and says in the audit who did", async () => {
    const { db, services, workspace, owner, setUp } = await aWorkspace(name);
    await setUp([{ ...ATLAS, channel: channels.open }], [DAILY]);
    const program = await db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
    expect(program).toMatchObject({ key: "atlas", title: "Atlas", channel_id: channels.open, state: "active" });
    expect(await programOf(db, workspace.id, program.id)).toEqual(program);
    const lea = await getPersonByHandle(db, workspace.id, "lea");
    const tom = await getPersonByHandle(db, workspace.id, "tom");
    expect(await standingsOf(db, lea, program.id, services)).toEqual(["lead"]);
    expect(await standingsOf(db, tom, program.id, services)).toEqual(["team"]);
    expect(await standingsOf(db, owner, program.id, services)).toEqual(["admin"]);
    const sets = await db.selectFrom("question_set").select(["version", "cadence_id"]).execute();
    const cadences = await db.selectFrom("cadence").select(["id", "key", "next_check_at"]).execute();
    expect(cadences).toEqual([{ id: sets[0]?.cadence_id, key: "atlas-daily", next_check_at: MONDAY }]);
    expect(sets.map(({ version }) => version)).toEqual([1]);
    const audit = await db.selectFrom("audit").select(["actor_id", "action"]).orderBy("id").execute();
    expect(audit).toEqual([
      { actor_id: owner.id, action: "program.created" },
      { actor_id: owner.id, action: "cadence.created" },
    ]);
  });

  it("asks a pilot group first where the file names one, for its rounds or until somebody asks everybody", async () => {
    const { db, workspace, setUp } = await aWorkspace(name);
    await setUp(
      [ATLAS],
      [
        { ...DAILY, audience: ["everyone"], pilot: { people: ["tom"], rounds: 2 } },
        { ...DAILY, key: "open-ended", audience: ["everyone"], pilot: { people: ["lea"] } },
        { ...DAILY, key: "all" },
      ],
    );
    const [lea, tom] = [
      await getPersonByHandle(db, workspace.id, "lea"),
      await getPersonByHandle(db, workspace.id, "tom"),
    ];
    const rows = await db.selectFrom("cadence").select(["key", "pilot"]).orderBy("id").execute();
    expect(rows.map(({ key, pilot }) => [key, pilot === null ? null : JSON.parse(pilot)])).toEqual([
      ["atlas-daily", { people: [tom.id], rounds: 2 }],
      ["open-ended", { people: [lea.id], rounds: null }],
      ["all", null],
    ]);
  });

  it.each<[string, unknown[], unknown[], string, { en: string; fr: string }]>([
    [
      "a person whom nobody knows",
      [{ ...ATLAS, team: ["tom", "nobody"] }],
      [DAILY],
      "PERSON_UNKNOWN",
      { en: "No one here has the handle “nobody”", fr: "Personne ici ne porte l’identifiant «\u00a0nobody\u00a0»" },
    ],
    [
      "a bot in the audience alone",
      [ATLAS],
      [{ ...DAILY, audience: ["team", "robot"] }],
      "PARTICIPANT_IS_BOT",
      { en: "Poll Robot is an app, and apps can’t answer", fr: "Poll Robot est une application" },
    ],
    [
      "a deactivated lead",
      [{ ...ATLAS, lead: "gone" }],
      [DAILY],
      "PARTICIPANT_DEACTIVATED",
      { en: "The Slack account of Gaston Parti is deactivated", fr: "Gaston Parti\u00a0: compte Slack désactivé" },
    ],
    [
      "a channel that nobody knows, in the last program",
      [ATLAS, { key: "borealis", title: "Borealis", lead: "tom", channel: "C0NOWHERE" }],
      [DAILY],
      "CHANNEL_UNKNOWN",
      { en: "Drumbeat can’t see the channel C0NOWHERE", fr: "Drumbeat ne voit pas le canal C0NOWHERE" },
    ],
  ])("is refused for %s, whole, in both languages", async (_, programs, cadences, code, says) => {
    const { db, setUp } = await aWorkspace(name);
    const before = await rowsOf(db);
    const refusal = await setUp(programs, cadences).catch((error: unknown) => error);
    if (!(refusal instanceof DrumbeatError)) throw new Error(`Not refused: ${refusal}`);
    expect(refusal.code).toBe(code);
    expect(refusal.sentence("en")).toContain(says.en);
    expect(refusal.sentence("fr")).toContain(says.fr);
    expect(await rowsOf(db)).toEqual(before);
  });

  it.each([
    ["left", "CHANNEL_NOT_MEMBER", "Drumbeat isn’t in #without-app", "Drumbeat n’est pas dans #without-app"],
    ["archived", "CHANNEL_ARCHIVED", "The channel #old-atlas is archived", "Le canal #old-atlas est archivé"],
  ] as const)("is refused for a channel that is %s", async (which, code, en, fr) => {
    const { db, setUp } = await aWorkspace(name);
    const before = await rowsOf(db);
    const refusal = await setUp([{ ...ATLAS, channel: channels[which] }], [DAILY]).catch((error: unknown) => error);
    if (!(refusal instanceof DrumbeatError)) throw new Error(`Not refused: ${refusal}`);
    expect(refusal.code).toBe(code);
    expect(refusal.sentence("en")).toContain(en);
    expect(refusal.sentence("fr")).toContain(fr);
    expect(await rowsOf(db)).toEqual(before);
  });

  it("does nothing twice; refused is a cadence whose key another program has, with all left as it was", async () => {
    const { db, setUp } = await aWorkspace(name);
    expect(await setUp([ATLAS], [DAILY])).toEqual({ created: 2, there: 0 });
    const before = await rowsOf(db);
    expect(await setUp([ATLAS], [DAILY])).toEqual({ created: 0, there: 2 });
    const other = { key: "borealis", title: "Borealis", lead: "lea", team: ["tom"] };
    await expect(setUp([other], [{ ...DAILY, program: "borealis" }])).rejects.toMatchObject({ code: "CADENCE_EXISTS" });
    expect(await rowsOf(db)).toEqual(before);
  });

  it("gives labels, and leaves what is there as people have it, whatever the file says now", async () => {
    const { db, setUp } = await aWorkspace(name);
    await setUp([{ ...ATLAS, labels: { Department: "Retail", Region: "DACH" } }], []);
    const stored = () => db.selectFrom("program").select(["title", "labels"]).executeTakeFirstOrThrow();
    const before = await stored();
    expect(labelsOf(before)).toEqual([
      { name: "Department", value: "Retail" },
      { name: "Region", value: "DACH" },
    ]);
    const other = { ...ATLAS, title: "Atlas 2", labels: { Department: "IT" } };
    expect(await setUp([other], [DAILY])).toEqual({ created: 1, there: 1 });
    expect(await stored()).toEqual(before);
  });

  it("keeps the short keys that the file names for the programs that have them", async () => {
    const { db, setUp } = await aWorkspace(name);
    const programs = [
      { ...ATLAS, key: "one" },
      { ...ATLAS, key: "two", shortKey: "ATL" },
    ];
    await setUp(programs, []);
    const keyed = () => db.selectFrom("program").select(["key", "short_key"]).orderBy("key").execute();
    expect(await keyed()).toEqual([
      { key: "one", short_key: "ATLA" },
      { key: "two", short_key: "ATL" },
    ]);
    await expect(setUp([{ ...ATLAS, key: "three", shortKey: "ATLA" }], [])).rejects.toThrow("KEY_TAKEN");
    expect(await keyed()).toHaveLength(2);
  });

  it("goes on after it was stopped in the middle: a program is whole or not there", async () => {
    const { db, services, owner, setUp } = await aWorkspace(name);
    const names = ["atlas", "borealis", "cygnus"];
    const programs = names.map((key) => ({ ...ATLAS, key, title: key }));
    const cadences = names.map((key) => ({ ...DAILY, key: `${key}-daily`, program: key }));
    const file = setupFileSchema.parse({ programs, cadences });
    const [first] = await planSetup({ ...services, actor: owner }, { file, channelIdOf: async () => null });
    if (!first) throw new Error("no step");
    await applyStep({ ...services, actor: owner }, first);
    expect(await setUp(programs, cadences)).toEqual({ created: 4, there: 2 });
    expect(await db.selectFrom("program").select("key").orderBy("key").execute()).toEqual(
      names.map((key) => ({ key })),
    );
    // When whose digest goes was worked out at the end.
    expect(await db.selectFrom("digest_schedule").select("person_id").execute()).not.toEqual([]);
  });

  it("gives the office over the programs of a label, or all, and not twice", async () => {
    const { db, services, workspace, owner, setUp } = await aWorkspace(name);
    const offices = [{ person: "tom", label: "Department: Retail" }, { person: "lea" }];
    for (let run = 0; run < 2; run += 1) await setUp([ATLAS], [], owner, { offices });
    const given = await officesNow(db, workspace.id, services);
    expect(given.map((office) => [office.name, labelOfCoverage(office)])).toEqual([
      ["Tom Baker", { name: "Department", value: "Retail" }],
      ["Léa Martin", null],
    ]);
  });

  it("makes portfolios and committees with the programs, and changes nothing the second time", async () => {
    const { db, services, workspace, owner, setUp } = await aWorkspace(name);
    const programs = [{ ...ATLAS, labels: RETAIL, steering: ["tom"], chair: "tom", secretary: "lea", quorum: 1 }];
    const portfolios = [
      { ...STORES, shortKey: "STO", chair: "tom", secretary: "lea", quorum: 2 },
      { ...STORES, key: "all" },
    ];
    expect(await setUp(programs, [], owner, { portfolios })).toEqual({ created: 3, there: 0 });
    const [lea, tom] = [
      await getPersonByHandle(db, workspace.id, "lea"),
      await getPersonByHandle(db, workspace.id, "tom"),
    ];
    const places = await db.selectFrom("program").select(["id", "key", "kind", "short_key"]).orderBy("id").execute();
    expect(places.map(({ id: _, ...place }) => place)).toEqual([
      { key: "atlas", kind: "program", short_key: "ATL" },
      { key: "stores", kind: "portfolio", short_key: "STO" },
      { key: "all", kind: "portfolio", short_key: "STOR" },
    ]);
    const [atlas, stores] = places;
    expect(await committeeOf(db, workspace.id, atlas?.id ?? "")).toMatchObject({ chair_id: tom.id, quorum: 1 });
    expect(await committeeOf(db, workspace.id, stores?.id ?? "")).toMatchObject({ chair_id: tom.id, quorum: 2 });
    expect(await standingsOf(db, lea, stores?.id ?? "", services)).toEqual(["steering", "secretary"]);
    expect(await standingsOf(db, lea, atlas?.id ?? "", services)).toEqual(["lead", "secretary", "body"]);

    const before = await rowsOf(db);
    const others = [{ ...STORES, title: "Others", members: ["lea"], covers: "Department: IT" }, portfolios[1]];
    expect(await setUp(programs, [], owner, { portfolios: others })).toEqual({ created: 0, there: 3 });
    expect(await rowsOf(db)).toEqual(before);
  });

  it("plans who will read what by a portfolio, of the programs that are there and those of the file", async () => {
    const { services, owner, setUp } = await aWorkspace(name);
    const old = { ...ATLAS, key: "old", title: "Old", labels: RETAIL };
    await setUp([old], [], owner, { portfolios: [STORES] });
    const file = setupFileSchema.parse({
      programs: [
        { ...ATLAS, labels: { department: "retail" }, team: [] },
        { ...ATLAS, key: "it", title: "IT" },
      ],
      portfolios: [
        STORES,
        { ...STORES, key: "new" },
        { ...STORES, key: "all", covers: undefined },
        { ...STORES, key: "none", covers: "A: B" },
      ],
    });
    const steps = await planSetup({ ...services, actor: owner }, { file, channelIdOf: async () => null });
    expect(steps.map((step) => (step.kind === "program" ? step.readers : step.covered))).toEqual([
      ["Tom Baker"],
      [],
      [],
      ["Old", "Atlas"],
      ["Old", "Atlas", "IT"],
      [],
    ]);
  });

  it.each([
    [
      "a member whom nobody knows",
      { portfolios: [{ ...STORES, members: ["lea", "nobody"] }] },
      "PERSON_UNKNOWN",
      { en: "No one here has the handle “nobody”", fr: "Personne ici ne porte l’identifiant «\u00a0nobody\u00a0»" },
    ],
    [
      "a program with the key of a portfolio",
      { programs: [{ ...ATLAS, key: "there" }] },
      "KEY_OF_PORTFOLIO",
      { en: "“there” is the key of a portfolio here", fr: "«\u00a0there\u00a0» est ici la clé d’un portefeuille" },
    ],
    [
      "a portfolio with the key of a program",
      { portfolios: [{ ...STORES, key: "old" }] },
      "KEY_OF_PROGRAM",
      { en: "“old” is the key of a program here", fr: "«\u00a0old\u00a0» est ici la clé d’un programme" },
    ],
  ])(
    "is refused for %s, whole, in both languages",
    async (_, {
      programs = [ATLAS],
      portfolios = [],
    }: { programs?: unknown[]; portfolios?: unknown[] }, code, says) => {
      const { db, owner, setUp } = await aWorkspace(name);
      await setUp([{ ...ATLAS, key: "old" }], [], owner, { portfolios: [{ ...STORES, key: "there" }] });
      const before = await rowsOf(db);
      const refusal = await setUp(programs, [], owner, { portfolios }).catch((error: unknown) => error);
      if (!(refusal instanceof DrumbeatError)) throw new Error(`Not refused: ${refusal}`);
      expect(refusal.code).toBe(code);
      expect(refusal.sentence("en")).toContain(says.en);
      expect(refusal.sentence("fr")).toContain(says.fr);
      expect(await rowsOf(db)).toEqual(before);
    },
  );

  it("is refused to somebody who may not make a portfolio, before a program is created", async () => {
    const { db, workspace, setUp } = await aWorkspace(name);
    const tom = await getPersonByHandle(db, workspace.id, "tom");
    await db.updateTable("workspace").set({ who_may_create: "anyone" }).execute();
    const before = await rowsOf(db);
    await expect(setUp([ATLAS], [], tom, { portfolios: [STORES] })).rejects.toThrow("PORTFOLIO_NOT_YOURS");
    expect(await rowsOf(db)).toEqual(before);
  });

  it("is refused to somebody who may not change the program", async () => {
    const { db, workspace, setUp } = await aWorkspace(name);
    const tom = await getPersonByHandle(db, workspace.id, "tom");
    const before = await rowsOf(db);
    await expect(setUp([ATLAS], [DAILY], tom)).rejects.toBeInstanceOf(DrumbeatError);
    expect(await rowsOf(db)).toEqual(before);
  });
});

const PROGRAM = { programs: [{ title: "Été" }] };
describe("a set-up file as an editor or PowerShell leaves it", () => {
  it.each([
    ["n01-utf16-big-endian", { read: PROGRAM }],
    ["n02-twice-within", { problem: "line 3: this key stands twice in its object" }],
    ["n03-trailing-comma", { problem: expect.stringContaining("line 4") }],
    ["setup-1252", { read: PROGRAM }],
    ["setup-bom", { read: PROGRAM }],
    ["setup-dup", { problem: "line 1: this key stands twice in its object" }],
    ["setup-plain", { read: PROGRAM }],
    ["setup-utf16", { read: PROGRAM }],
  ])("%s", (file, expected) => {
    expect(readJson(join(import.meta.dirname, "cases", `${file}.json`), "en")).toMatchObject(expected);
  });
});

describe("drumbeat setup", () => {
  async function run(
    content: string,
    env: Record<string, string> = {},
    { database: known, args = [] }: { database?: string; args?: string[] } = {},
  ) {
    const database = known ?? join(await mkdtemp(join(folder, "run-")), "drumbeat.db");
    const file = join(folder, "setup.json");
    await writeFile(file, content);
    const { botToken, appToken, apiUrl } = sandbox;
    const { code, output } = await drumbeat(["setup", "--file", file, "--database", database, ...args], {
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
      SLACK_API_URL: apiUrl,
      ...env,
    });
    return { code, said: output, database };
  }

  /** What nobody but the people of Slack wrote. */
  async function written(database: string): Promise<string[]> {
    const db = openDatabase(database, { readonly: true });
    const rows = await dumpTables(db, await listTables(db));
    await db.destroy();
    return Object.keys(rows).filter((table) => (rows[table]?.length ?? 0) > 0);
  }

  it("creates what the file says", async () => {
    const { code, said, database } = await run(JSON.stringify({ programs: [ATLAS], cadences: [DAILY] }));
    expect(said).toBe(
      "+ program atlas (ATL)\n+ cadence atlas-daily\natlas is done (1 of 1).\n2 created, 0 there already.\n",
    );
    expect(code).toBe(0);
    expect(await written(database)).toEqual(expect.arrayContaining(["program", "seat", "cadence", "question_set"]));
  });

  it("names which programs the members of a portfolio will read, and who will read a program by one", async () => {
    const retail = { ...ATLAS, labels: RETAIL };
    const file = { programs: [retail], portfolios: [STORES, { ...STORES, key: "none", covers: "Department: IT" }] };
    const { said, database } = await run(JSON.stringify(file));
    expect(said).toBe(
      [
        "+ program atlas (ATL)",
        "+ portfolio stores (STO)",
        "  its members read 1 program: Atlas",
        "+ portfolio none (STOR)",
        "  its members read 0 programs",
        "atlas is done (1 of 3).",
        "stores is done (2 of 3).",
        "none is done (3 of 3).",
        "3 created, 0 there already.\n",
      ].join("\n"),
    );
    const borealis = { ...retail, key: "borealis", title: "Borealis", team: [] };
    const planned = await run(
      JSON.stringify({ ...file, programs: [retail, borealis] }),
      { LC_ALL: "fr_FR.UTF-8" },
      { database, args: ["--dry-run"] },
    );
    expect(planned.said).toBe(
      "+ programme borealis (BOR)\n  lu aussi par les membres d’un portefeuille qui le couvre\u00a0: Tom Baker\n",
    );
  });

  it("says of a cadence that it opens only years ahead", async () => {
    const rule = { every: "quarter", on: { week: 1, weekday: "mo" }, at: "09:30", zone: "UTC" };
    const { key, program, template } = DAILY;
    const content = JSON.stringify({ programs: [ATLAS], cadences: [{ key, program, template, rule }] });
    const { said } = await run(content, { DRUMBEAT_CLOCK_URL: sandbox.clockUrl }, { args: ["--dry-run"] });
    expect(said).toContain("+ cadence atlas-daily (opens first on 2029-01-01:");
  });

  it("takes 200 programs with channels of their own, at Slack's pace, and the same file again", async () => {
    const keys = Array.from({ length: 200 }, (_, index) => `p${index + 1}`);
    const programs = keys.map((key) => {
      const name = `set-up-${key}`;
      const { id } = sandbox.createChannel({ name, isPrivate: false, members: ["lea"] });
      return { ...ATLAS, key, title: key, channel: id };
    });
    const cadences = keys.map((key) => ({ ...DAILY, key: `${key}-daily`, program: key }));
    const content = JSON.stringify({ programs, cadences });
    const running = run(content, { DRUMBEAT_CLOCK_URL: sandbox.clockUrl });
    let isOver = false;
    void running.finally(() => {
      isOver = true;
    });
    // Slack takes fifty such calls a minute: time goes on once it has been met, however slow this machine is.
    const { rateLimited } = sandbox.counters;
    while (!isOver) {
      if (sandbox.counters.rateLimited > rateLimited) await clock.advanceTo(addMs(clock.now(), 10_000));
      await setTimeout(50);
    }
    const first = await running;
    expect(first.said).toContain("Slack asks us to wait");
    expect(first.said).toContain("p200 is done (200 of 200).");
    expect(first.said).toContain("400 created, 0 there already.");
    expect(first.code).toBe(0);
  });

  it("names every problem of a file with its place, before it does anything", async () => {
    const rule = { every: "day", at: "09:30", zone: "Mars/Olympus" };
    const cadence = { program: "atlas", audience: ["lead"], questions: [{ key: "q", type: "text", label: "?" }] };
    const { code, said } = await run(
      JSON.stringify({
        programs: [{ key: "atlas", title: "Atlas", lead: "lea" }],
        cadences: [
          { ...cadence, key: "unknown-zone", rule },
          { ...cadence, key: "impossible", rule: { every: "month", on: { day: 32 }, at: "25:00", zone: "UTC" } },
          {
            ...cadence,
            key: "backwards",
            rule: { every: "day", at: "09:30", zone: "UTC", from: "2026-12-01", until: "2026-11-01" },
          },
          { key: "nobody", program: "atlas", template: "daily-team" },
          { ...cadence, key: "nowhere", program: "borealis", rule: { ...rule, zone: "UTC" } },
          { ...cadence, key: "misspelt", rule: { ...rule, zone: "UTC" }, audiense: [] },
        ],
      }),
    );
    expect(code).toBe(1);
    expect(said).toContain("cannot be used:");
    for (const place of ["cadences[0].rule.zone:", "cadences[1].rule.", "cadences[2].rule.until:", "cadences[5]"])
      expect(said).toContain(place);
    expect(said).not.toMatch(/^\s+at /m);
  });

  it.each<[string, string, Record<string, string>, RegExp]>([
    ["a file that is no JSON", "programs: []", {}, /setup\.json cannot be used:\n {2}Unexpected token/],
    ["a key that is none", '{"programs":[{"owner":"tom"}]}', {}, /^ {2}programs\[0\]\.owner: is not known here$/m],
    ["tokens that are missing", '{"programs":[],"cadences":[]}', { SLACK_BOT_TOKEN: "" }, /SLACK_BOT_TOKEN is missing/],
    [
      "a token that Slack refuses",
      '{"programs":[],"cadences":[]}',
      { SLACK_BOT_TOKEN: "xoxb-no" },
      /Nothing was created: Slack answered invalid_auth/,
    ],
  ])("says what is wrong with %s", async (_, content, env, why) => {
    const { code, said } = await run(content, env);
    expect(code).toBe(1);
    expect(said).toMatch(why);
    expect(said).not.toMatch(/^\s+at /m);
  });
});
