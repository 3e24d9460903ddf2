/**
 * As `kept-words.test.ts`, in a whole app: after the acts a month goes by with its messages, reports and steps, and all that
 * everybody is shown, and each file, is searched for the words that are not for them.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { addMs, DAY } from "../../src/platform/time.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { trackTemplateSchema } from "../../src/tracks/template.ts";
import { aRecord } from "../support/record.ts";
import { actingAs, aRun, personIn, type Run } from "../support/run.ts";
import { type Field, leaksOf, type Surface, surfacesOf } from "../support/surfaces.ts";
import { HANDLES, type Handle, history, KEPT, playActs, ROLE_OF, readersOfWords, type World } from "./kept-words.ts";

const SEED = Number(process.env.DRUMBEAT_PROPERTY_SEED ?? 20261129);
const ACTS = 120;
const DISCLOSURES = ["team", "team", "lead", "above"] as const;

it("shows the words of an item in no message, file, page or step to anybody who may not read them", async () => {
  const [acts = []] = fc.sample(history(ACTS), { numRuns: 1, seed: SEED });
  const { run, world } = await aWorldInSlack();
  expect(await playActs(world, acts)).toEqual([]);
  await run.settle();
  await startSteps(run, world);
  await run.to(addMs(run.clock.now(), 30 * DAY));
  const found: Surface[] = [];
  for (const handle of HANDLES)
    found.push(
      ...(await surfacesOf(run, {
        people: [handle],
        commands: ["find w", "brief", "raci", "tracks", "work"],
        perAction: 4,
        withFiles: true,
      })),
    );
  const readers = await readersOfWords(world);
  const words = Object.fromEntries(
    [...readers].map(([word, named]): [string, Field] => [word, { word, named, finds: [], isInViewsOnly: false }]),
  );
  expect(leaksOf(words, { found, sent: [], log: [] })).toEqual([]);
  // What is looked at has words in it: else nothing would be found.
  for (const is of ["message", "view", "home", "file"])
    expect([is, found.some((each) => each.is === is && /w\d+z/.test(each.text))]).toEqual([is, true]);
}, 600_000);

async function aWorldInSlack(): Promise<{ run: Run; world: World }> {
  const of = (role: string) => HANDLES.filter((handle) => ROLE_OF[handle] === role);
  const run = await aRun({
    isTogether: true,
    start: "2026-11-10T12:00:00.000Z",
    people: HANDLES.map((handle) => ({
      ...{ handle, name: `Ann ${handle}`, tz: "Europe/London" },
      locale: handle === "sol" ? "fr-FR" : "en-GB",
    })),
    programs: [
      {
        ...{ key: "alder", title: "Alder", lead: "lena", deputy: "dan" },
        ...{ sponsors: of("sponsor"), steering: of("steering"), team: of("team") },
      },
    ],
    cadences: [
      ...DISCLOSURES.map((disclosure, place) => ({
        ...{ key: `kept-${place}`, program: "alder", questions: KEPT, disclosure, audience: ["team"] },
        ...{ readers: ["lead", "team", "sponsors"], rule: { every: "week", on: ["th"], zone: "participant" } },
      })),
      { key: "monthly", program: "alder", template: "monthly-executive" },
    ],
  });
  const { services } = run.app;
  const program = await run.db.selectFrom("program").select(["id", "key"]).executeTakeFirstOrThrow();
  const record = await aRecord(run.db, { existing: run.app.workspace.id, ids: () => services.ids.next() });
  const stored = await run.db.selectFrom("cadence").selectAll().orderBy("key").execute();
  const cadences = stored.flatMap(({ id, key, program_id: programId, rule, question_set_id: questionSetId }) => {
    const disclosure = DISCLOSURES[Number(key.replace("kept-", ""))];
    const cadence = { id, programId, rule: JSON.parse(rule), questionSetId, questions: KEPT };
    return disclosure ? [{ disclosure, cadence }] : [];
  });
  const person = async (handle: Handle) => ({ ...(await personIn(run, handle)), zone: "Europe/London" });
  const people = {
    lena: await person("lena"),
    dan: await person("dan"),
    sol: await person("sol"),
    cora: await person("cora"),
    carl: await person("carl"),
    tess: await person("tess"),
    theo: await person("theo"),
    olga: await person("olga"),
  };
  const wait = (ms: number) => run.to(addMs(run.clock.now(), ms));
  return {
    run,
    world: { services, record, wait, people, program, cadences, answered: [], words: new Map(), count: 0 },
  };
}

/** Of a track beside the items, one of which waits for another role. */
async function startSteps(run: Run, { program }: World): Promise<void> {
  const template = trackTemplateSchema.parse({
    ...{ version: 1, key: "beside", name: "Beside", purpose: "It is done.", roles: ["developer"] },
    steps: [
      { key: "do", title: "Do it", role: "developer", accountable: "lead", term: 3 },
      { key: "check", title: "Check it", role: "lead", accountable: "lead", term: 3, after: ["do"] },
    ],
  });
  await startTrack(await actingAs(run, "lena"), { programId: program.id, template });
  await run.settle();
}
