/** A program that was closed and reopened months later, on each screen that tells how it stands. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { flashKind } from "../../src/alerts/messages.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { showSources } from "../../src/digests/sources/use-cases.ts";
import {
  compileDueDigests,
  digestById,
  listDigests,
  previewDigest,
  refreshAllSubscriptions,
} from "../../src/digests/use-cases.ts";
import { events } from "../../src/events.ts";
import { homeTab } from "../../src/home-tab.ts";
import { type Person, personById, readerOf } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { closeProgram, reopenProgram } from "../../src/programs/use-cases-changes.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { countedIds, servicesAt } from "../support/still-clock.ts";

type Colour = "green" | "amber" | "red";

/** The third working days of the months after. */
const SENT = {
  "2026-06": "2026-07-03",
  "2026-07": "2026-08-05",
  "2026-08": "2026-09-03",
  "2026-09": "2026-10-05",
  "2026-10": "2026-11-04",
  "2026-11": "2026-12-03",
  "2026-12": "2027-01-06",
} as const;
const LAST_DAYS = {
  "2026-06": "30",
  "2026-07": "31",
  "2026-08": "31",
  "2026-09": "30",
  "2026-10": "30",
  "2026-11": "30",
  "2026-12": "31",
} as const;
type Month = keyof typeof SENT;
const MONTHS = Object.keys(SENT).filter((month): month is Month => month in SENT);

describe.each(databases)("a program that was closed and reopened, on %s", (name) => {
  let db: Db;
  beforeAll(async () => {
    db = await aDatabase(name);
  });
  afterAll(async () => db.destroy());

  let workspaces = 0;
  /** Atlas with these colours at the ends of months, beside Boreal, which is on track; closed and reopened at these instants. */
  const played = async (
    colours: Partial<Record<Month, Colour>>,
    turns: readonly [closed: string, reopened: string][],
    corrections: readonly [at: string, Month, Colour][] = [],
  ) => {
    workspaces += 1;
    const record = await aRecord(db, { seatedAt: "2026-06-01T08:00:00.000Z", team: `${name}${workspaces}` });
    // Those of one workspace make the digests of others too.
    const ids = countedIds(`id${workspaces}`);
    const services = { ...servicesAt(db, "2026-06-02T08:00:00.000Z"), ids };
    const { workspaceId } = record;
    const [tom, sofia, greta] = [
      await record.person("tom", { name: "Tom" }),
      await record.person("sofia"),
      await record.person("greta", { locale: "fr-FR" }),
    ];
    const [atlas, boreal] = [
      await record.program("atlas", { title: "Atlas", seats: { lead: [tom], sponsor: [sofia], steering: [greta] } }),
      await record.program("boreal", { title: "Boreal", seats: { lead: [tom], sponsor: [sofia], steering: [greta] } }),
    ];
    await refreshAllSubscriptions(services, workspaceId);
    const acts: { at: string; does: () => Promise<unknown> }[] = [];
    const lead = await personById(db, workspaceId, tom.id);
    const asking = { questions: questionsFeeding("health"), readers: ["sponsors", "steering"], rule: MONTHLY };
    for (const program of [atlas, boreal]) {
      const cadence = await record.cadence(program, asking);
      for (const month of MONTHS) {
        const key = `${month}-${LAST_DAYS[month]}`;
        const isClosed = turns.some(([from, until]) => from < key && key < until);
        const colour = program === boreal ? "green" : colours[month];
        if (program === atlas && isClosed) continue;
        const round = await record.round(cadence, key, [tom]);
        const health = colour && { colour, reason: `Because of ${month}.` };
        const at = `${key}T15:00:00.000Z`;
        if (health) acts.push({ at, does: () => record.answer(round, tom, at, { health }) });
        for (const [on, corrected, now] of program === atlas ? corrections : [])
          if (corrected === month) {
            const answers = { health: { colour: now, reason: `Anew of ${month}.` } };
            acts.push({ at: on, does: () => record.answer(round, tom, on, answers) });
          }
      }
    }
    for (const [closed, reopened] of turns)
      acts.push(
        { at: closed, does: () => closeProgram(services, lead, atlas.id) },
        { at: reopened, does: () => reopenProgram(services, lead, atlas.id) },
      );
    for (const day of Object.values(SENT))
      acts.push({ at: `${day}T09:00:00.000Z`, does: () => compileDueDigests(services) });
    const sponsor = await personById(db, workspaceId, sofia.id);
    const member = await personById(db, workspaceId, greta.id);
    const left = acts.toSorted((one, other) => (one.at < other.at ? -1 : 1));
    /** As each screen reads at an instant. */
    const at = async (instant: string) => {
      while (left[0] && left[0].at <= instant) {
        const act = left.shift();
        services.clock.at = act?.at ?? instant;
        await act?.does();
      }
      services.clock.at = instant;
    };
    const digest = async (reader: Person, label: string) => {
      const all = await listDigests(db, { workspaceId, personId: reader.id });
      for (const { id } of all) {
        const edition = await digestById(db, workspaceId, id);
        if (edition?.document.period.label === label) return { id, document: edition.document };
      }
      throw new Error(`No digest of ${label}`);
    };
    return {
      services,
      sponsor,
      member,
      program: atlas,
      at,
      digest: async (reader: Person, label: string) => plain(digestText((await digest(reader, label)).document)),
      strip: async (reader: Person, label: string) =>
        (await digest(reader, label)).document.colours?.find(({ program }) => program === "Atlas")?.colours,
      sources: async (reader: Person, label: string) =>
        textIn(await showSources(services, { viewer: reader, editionId: (await digest(reader, label)).id, page: 0 })),
      preview: async (reader: Person, rhythm: "monthly" | "quarterly") => {
        const document = await previewDigest(db, { workspaceId, personId: reader.id, rhythm }, services.clock.at);
        return document ? plain(digestText(document)) : null;
      },
      why: async (reader: Person, label: string | null = null) =>
        textIn(
          whyView(
            readerOf(reader),
            await explainColour(services, reader, atlas.id, label === null ? null : (await digest(reader, label)).id),
          ).blocks,
        ),
      home: async (reader: Person) => {
        const tab = homeTab({ services });
        const visitor = await tab.visitorOf(reader);
        const groups = [];
        for (const section of tab.sections) groups.push(...(await section(visitor)));
        return textIn(groups);
      },
      flash: async (reader: Person) => {
        const slack = { channel: () => Promise.reject(new Error("No channel")), permalink: async () => null };
        const send = { db, slack, now: services.clock.at, events, workspaceId, reader: readerOf(reader) };
        const subject = { programId: atlas.id, personId: reader.id };
        return (await flashKind.stillWanted(send, subject)) ? textIn(await flashKind.message(send, subject)) : null;
      },
    };
  };

  const CLOSED_IN_SEPTEMBER: [string, string] = ["2026-09-10T10:00:00.000Z", "2026-11-16T10:00:00.000Z"];
  const REDS = { "2026-07": "red", "2026-08": "red", "2026-11": "red", "2026-12": "red" } as const;

  it("is told so in the next monthly digest, which counts nothing over the closed months (A1)", async () => {
    const run = await played({ "2026-06": "amber", ...REDS }, [CLOSED_IN_SEPTEMBER]);
    const { sponsor, at, digest, strip, sources, why } = run;
    await at("2027-01-07T08:00:00.000Z");
    expect(await digest(sponsor, "2026-08")).toContain("🔴 Atlas · off track · → unchanged · 2nd month in a row");
    expect(await digest(sponsor, "2026-09")).toContain("Atlas · closed on Thu 10 Sept by Tom");
    expect(await digest(sponsor, "2026-10")).not.toContain("Atlas");
    const november = await digest(sponsor, "2026-11");
    expect(november).toContain("“Atlas” has been off track since Monday 30 November");
    expect(november).toContain(
      "  Atlas · closed on Thu 10 Sept, reopened on Mon 16 Nov\n  🔴 Atlas · off track (first status since it was reopened)\n",
    );
    expect(await strip(sponsor, "2026-11")).toEqual(["amber", "red", "red", null, null, "red"]);
    expect(await sources(sponsor, "2026-11")).toContain("Atlas\n · closed on Thu 10 Sept, reopened on Mon 16 Nov");
    expect(await why(sponsor, "2026-11")).toContain("🔴 Off track · since Monday 30 November\n");
    expect(await why(sponsor, "2026-08")).toContain("since Friday 31 July · 2nd month in a row");
    expect(await why(sponsor, "2026-09")).toMatch(
      /^Atlas\nAs of this digest, [^\n]*\nNow: 🔴 Off track, since [^\n]*\nClosed on Thu 10 Sept by Tom\nLast: 🔴 Off track, Mon 31 Aug\n/,
    );
    const december = await digest(sponsor, "2026-12");
    expect(december).not.toContain("reopened");
    expect(december).toContain("🔴 Atlas · off track · → unchanged · 2nd month in a row");
    expect(await strip(sponsor, "2026-12")).toEqual(["red", "red", null, null, "red", "red"]);
  });
});

function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

function textIn(element: unknown): string {
  if (Array.isArray(element)) return element.map(textIn).join("\n");
  if (typeof element !== "object" || element === null) return "";
  return plain(
    Object.entries(element)
      .map(([key, value]) => (key === "text" && typeof value === "string" ? value : textIn(value)))
      .join(""),
  );
}
