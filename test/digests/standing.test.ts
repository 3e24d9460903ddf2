/** How a program stands is one answer: in the digest, on Home, and where somebody asks why. */

import { describe, expect, it } from "vitest";
import { digestText } from "../../src/digests/render/plain-text.ts";
import {
  compileDueDigests,
  latestDigest,
  previewDigest,
  previewOwnDigest,
  refreshSubscriptions,
} from "../../src/digests/use-cases.ts";
import { homeTab } from "../../src/home-tab.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

type Colour = "green" | "amber" | "red";

/** Two leads who are asked each Thursday, and each month; the sponsor is told by both. */
async function twoLeads(database: DatabaseName) {
  const db = await aDatabase(database);
  const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
  const services = servicesAt(db, "2026-09-04T08:00:00.000Z");
  const [tom, nina, sofia] = [await record.person("tom"), await record.person("nina"), await record.person("sofia")];
  const program = await record.program("atlas", { title: "Atlas", seats: { lead: [tom, nina], sponsor: [sofia] } });
  const asking = {
    questions: questionsFeeding("health"),
    readers: ["sponsors"],
    disclosure: "executive" as const,
  };
  const weekly = await record.cadence(program, { ...asking, rule: WEEKLY });
  const monthly = await record.cadence(program, { ...asking, rule: MONTHLY });
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  const sponsor = await personById(db, record.workspaceId, sofia.id);
  /** Who says what in a round of that day; it is due a day later. */
  const round = async (cadence: typeof weekly, key: string, said: { tom?: Colour; nina?: Colour }) => {
    const made = await record.round(cadence, key, [tom, nina]);
    for (const [person, colour] of [[tom, said.tom] as const, [nina, said.nina] as const])
      if (colour) await record.answer(made, person, `${key}T15:00:00.000Z`, { health: { colour, reason: "Because" } });
  };
  const onHome = async () => {
    const tab = homeTab({ services });
    const visitor = await tab.visitorOf(sponsor);
    const groups = [];
    for (const section of tab.sections) groups.push(...(await section(visitor)));
    const [shape] =
      /[🟢🟠🔴⚪](?= ","style"|"\},\{"type":"text","text":"Atlas|[^🟢🟠🔴⚪]{0,60}Atlas)/u.exec(
        JSON.stringify(groups),
      ) ?? [];
    return shape ?? "none";
  };
  const whyIn = async (locale: string, editionId: string | null = null) =>
    JSON.stringify(whyView({ ...sponsor, locale }, await explainColour(services, sponsor, program.id, editionId)));
  const whyNow = (editionId: string | null = null) => whyIn(sponsor.locale, editionId);
  const ownPreview = () => {
    const reader = { workspaceId: record.workspaceId, personId: sofia.id, rhythm: "monthly" as const };
    return previewDigest(db, reader, services.clock.at);
  };
  const preview = async () => {
    const document = await ownPreview();
    return document ? digestText(document) : "";
  };
  const inDigest = async () => {
    const document = await ownPreview();
    for (const line of document?.sections.flatMap(({ lines }) => lines) ?? []) {
      if (line.kind === "health") return SHAPES[line.colour];
      if (line.kind === "on-track") return SHAPES.green;
    }
    return SHAPES.grey;
  };
  const at = async (instant: string) => {
    services.clock.at = instant;
    const why = /[🟢🟠🔴] (?:On track|At risk|Off track) · since/u.exec(await whyNow())?.[0]?.split(" ")[0] ?? "⚪";
    return { digest: await inDigest(), home: await onHome(), why };
  };
  return { db, record, services, tom, nina, sponsor, program, weekly, monthly, round, whyIn, whyNow, preview, at };
}

const SHAPES = { green: "🟢", amber: "🟠", red: "🔴", grey: "⚪" };
const all = (shape: string) => ({ digest: shape, home: shape, why: shape });

describe.each(databases)("how a program stands, on %s", (database) => {
  it("is the same in the digest, on Home and where one asks why (A1)", async () => {
    const { db, weekly, round, at } = await twoLeads(database);
    await round(weekly, "2026-09-24", { tom: "green", nina: "green" });
    await round(weekly, "2026-10-01", { tom: "amber", nina: "green" });
    expect(await at("2026-10-01T16:00:00.000Z")).toEqual(all("🟠"));
    await round(weekly, "2026-10-08", { tom: "red" });
    expect(await at("2026-10-09T12:00:00.000Z")).toEqual(all("🔴"));
    await round(weekly, "2026-10-15", { nina: "green" });
    // Tom's red stands until he is late in the round after.
    expect(await at("2026-10-15T16:00:00.000Z")).toEqual(all("🔴"));
    expect(await at("2026-10-16T12:00:00.000Z")).toEqual(all("🟢"));
    await db.destroy();
  });

  it("has no update once a round was missed, for digest and Home alike (A3)", async () => {
    const { db, monthly, round, at } = await twoLeads(database);
    await round(monthly, "2026-09-30", { tom: "green", nina: "green" });
    await round(monthly, "2026-10-30", { tom: "green", nina: "green" });
    expect(await at("2026-11-04T09:00:00.000Z")).toEqual(all("🟢"));
    await round(monthly, "2026-11-30", {});
    expect(await at("2026-12-03T09:00:00.000Z")).toEqual(all("⚪"));
    await db.destroy();
  });

  it("is told above only as far as it was approved, and not while it is held back (A1)", async () => {
    const { db, record, services, sponsor, tom, program, weekly, round, at } = await twoLeads(database);
    await round(weekly, "2026-10-01", { tom: "green" });
    const approval = { workspace_id: record.workspaceId, program_id: program.id, approver_id: null };
    const set = { set_by: tom.id, set_at: "2026-10-02T08:00:00.000Z" };
    await db
      .insertInto("digest_approval")
      .values({ ...approval, ...set })
      .execute();
    await round(weekly, "2026-10-08", { tom: "red" });
    // Not approved yet: what was told before stands until it is over.
    const { home, why } = await at("2026-10-08T16:00:00.000Z");
    expect({ home, why }).toEqual({ home: "🟢", why: "🟢" });
    // The preview of the sponsor's own next digest neither.
    const nextAt = (next_at: string) => db.updateTable("digest_subscription").set({ next_at }).execute();
    await nextAt("2026-11-04T09:00:00.000Z");
    expect(await previewOwnDigest(services, sponsor)).toMatchObject({ document: null, toApprove: ["Atlas"] });
    await nextAt("2026-10-05T09:00:00.000Z");
    const hold = { first_period: "2026-09-30", last_period: "2026-09-30", held_by: tom.id, held_at: set.set_at };
    await db
      .insertInto("digest_hold")
      .values({ workspace_id: record.workspaceId, program_id: program.id, rhythm: "monthly", ...hold })
      .execute();
    const { home: heldHome, why: heldWhy } = await at("2026-10-04T16:00:00.000Z");
    expect({ heldHome, heldWhy }).toEqual({ heldHome: "none", heldWhy: "⚪" });
    await db.destroy();
  });

  it("is told of an old digest as it was then, with one line for now where that differs (A1)", async () => {
    const { db, services, record, sponsor, monthly, weekly, round, whyNow } = await twoLeads(database);
    await round(monthly, "2026-10-30", { tom: "green", nina: "green" });
    services.clock.at = "2026-11-04T09:00:00.000Z";
    await compileDueDigests(services);
    const sent = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
    const editionId = sent?.id ?? "";
    services.clock.at = "2026-11-05T08:00:00.000Z";
    expect(await whyNow(editionId)).toContain("🟢 On track · since");
    expect(await whyNow(editionId)).not.toContain("Now:");
    // Nobody weighed the facts: none is said to be missing.
    expect(await whyNow(editionId)).toContain("The owner wasn’t asked about anything that contradicts it.");
    await round(weekly, "2026-11-05", { tom: "red" });
    services.clock.at = "2026-11-05T16:00:00.000Z";
    const why = await whyNow(editionId);
    expect(why).toContain("As of this digest");
    expect(why).toContain("🟢 On track · since");
    expect(why).toContain("Now: 🔴 Off track, since Thursday\u00a05\u00a0November");
    expect(await whyNow()).toContain("🔴 Off track · since");
    await db.destroy();
  });
});
