/** How a program stands is one answer: in the digest, on Home, and where somebody asks why. */

import { describe, expect, it } from "vitest";
import { setApproval } from "../../src/digests/approval/use-cases.ts";
import { previewPart } from "../../src/digests/home/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import {
  compileDueDigests,
  latestDigest,
  previewDigest,
  previewOwnDigest,
  refreshSubscriptions,
} from "../../src/digests/use-cases.ts";
import { homeTab } from "../../src/home-tab.ts";
import { ensureWorkspace, personById, saveSlackUsers } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeProgram } from "../../src/programs/use-cases-changes.ts";
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
    const tab = homeTab({ services, releasedAt: "1970-01-01T00:00:00.000Z" });
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

  it("is not changed back by an older word of a longer rhythm (A2)", async () => {
    const { db, weekly, monthly, round, at } = await twoLeads(database);
    await round(monthly, "2026-09-30", { tom: "amber" });
    await round(weekly, "2026-10-01", { tom: "red" });
    expect(await at("2026-10-02T07:00:00.000Z")).toEqual(all("🔴"));
    await round(weekly, "2026-10-08", {});
    expect(await at("2026-10-10T12:00:00.000Z")).toEqual(all("⚪"));
    await db.destroy();
  });

  it("has a number of its own in a digest alone: Why counts neither weeks nor months, and says the day (A1)", async () => {
    const { db, services, weekly, monthly, round, whyNow, preview } = await twoLeads(database);
    await round(monthly, "2026-09-30", { tom: "amber" });
    for (const day of ["10-08", "10-15", "10-22", "10-29"]) await round(weekly, `2026-${day}`, { tom: "amber" });
    await round(monthly, "2026-10-30", { tom: "amber" });
    await round(weekly, "2026-11-05", { tom: "amber" });
    const plain = (text: string) => text.replaceAll("\u00a0", " ");
    services.clock.at = "2026-11-06T09:00:00.000Z";
    // Of the digest to come, at the same instant.
    expect(plain(await preview())).toContain("🟠 Atlas · at risk · → unchanged · 2nd month in a row");
    const why = plain(await whyNow());
    expect(why).toContain('🟠 At risk · since Wednesday 30 September"');
    expect(why).not.toContain("in a row");
    await db.destroy();
  });

  it("is told with its day in a preview of a month that is not over, by the lead's as by the sponsor's own (B3)", async () => {
    const { db, services, weekly, monthly, round, whyNow, sponsor, tom, program } = await twoLeads(database);
    await round(monthly, "2026-09-30", { tom: "amber" });
    services.clock.at = "2026-10-05T09:00:00.000Z";
    await compileDueDigests(services);
    await round(monthly, "2026-10-30", { tom: "amber" });
    services.clock.at = "2026-11-04T09:00:00.000Z";
    await compileDueDigests(services);
    await round(weekly, "2026-11-12", { tom: "amber" });
    const lead = await personById(db, sponsor.workspace_id, tom.id);
    const plain = (text: string) => text.replaceAll("\u00a0", " ");
    services.clock.at = "2026-11-16T09:00:00.000Z";
    const { document: own } = await previewOwnDigest(services, sponsor);
    const { document: part } = await previewPart(services, lead, { programId: program.id, rhythm: "monthly" });
    for (const document of [own, part]) {
      const text = plain(document ? digestText(document) : "");
      expect(text).toContain("“Atlas” has been at risk since Wednesday 30 September.");
      expect(text).toContain("🟠 Atlas · at risk · → unchanged · since Wed 30 Sept");
      expect(text).not.toContain("in a row");
    }
    expect(plain(await whyNow())).toContain('🟠 At risk · since Wednesday 30 September"');
    await db.destroy();
  });

  it("is told to a sponsor in months where a week spoke last (A1)", async () => {
    const { db, services, record, tom, weekly, monthly, round, whyNow } = await twoLeads(database);
    const made = await record.round(monthly, "2026-09-30", [tom]);
    const health = { colour: "green" as const, dimensions: { time: "green" as const } };
    await record.answer(made, tom, "2026-09-30T15:00:00.000Z", { health });
    await round(weekly, "2026-10-01", { tom: "green" });
    await round(weekly, "2026-10-08", { tom: "green" });
    services.clock.at = "2026-10-09T08:00:00.000Z";
    const why = (await whyNow()).replaceAll("\u00a0", " ");
    expect(why).toContain("🟢 On track · since Wednesday 30 September");
    expect(why).not.toContain("Week 40");
    // Each dimension as it was given with the month, and when.
    expect(why).toMatch(/Set by [^"]* 8 Oct.*By dimension[^·]*Set by [^"]* 30 Sept[^·]*🟢 Time · On track/);
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

  it("is told of a closed program that it is, and else no further than it was approved (A1)", async () => {
    const { db, record, services, tom, sponsor, program, weekly, round, whyNow } = await twoLeads(database);
    await round(weekly, "2026-10-01", { tom: "green" });
    services.clock.at = "2026-10-02T08:00:00.000Z";
    const lead = await personById(db, record.workspaceId, tom.id);
    await setApproval(services, lead, { programId: program.id, approver: "lead" });
    await round(weekly, "2026-10-08", { tom: "red" });
    services.clock.at = "2026-10-08T16:00:00.000Z";
    await closeProgram(services, lead, program.id);
    const isToldAsApproved = async () => {
      const why = await whyNow();
      expect(why).toContain("closed on Thu\u00a08\u00a0Oct by tom");
      expect(why).toContain("Last: 🟢 On track, Thu\u00a01\u00a0Oct");
      expect(why).not.toContain("🔴 Off track, ");
    };
    // One more comes, which says that it is closed.
    await isToldAsApproved();
    await db.deleteFrom("digest_subscription").execute();
    await isToldAsApproved();
    // What says that it is closed, and was approved, has told nothing else.
    const closing = { workspace_id: record.workspaceId, draft_id: "closing", program_id: program.id };
    const at = "2026-11-04T09:00:00.000Z";
    const made = { from_at: "2026-10-05T09:00:00.000Z", cut_off_at: at, send_at: at, created_at: at, document: "{}" };
    await db
      .insertInto("digest_draft")
      .values({
        ...{ workspace_id: record.workspaceId, id: closing.draft_id, reader_id: sponsor.id, state: "sent" },
        ...{ rhythm: "monthly", period: "2026-10", locale: "en-GB", zone: "UTC", ...made },
      })
      .execute();
    await db
      .insertInto("digest_draft_part")
      .values({ ...closing, document: "{}", approved_by: tom.id, approved_at: at, asked: 1, remind_at: at })
      .execute();
    services.clock.at = "2026-11-05T08:00:00.000Z";
    await isToldAsApproved();
    // Nor has what it was held back for had a digest, and none comes any more.
    const by = { held_by: tom.id, held_at: "2026-10-08T15:30:00.000Z" };
    const hold = { first_period: "2026-09-30", last_period: "2026-09-30", ...by };
    const of = { workspace_id: record.workspaceId, program_id: program.id };
    const holding = (rhythm: "monthly" | "quarterly") => ({ ...of, ...hold, rhythm });
    await db.insertInto("digest_hold").values(holding("quarterly")).execute();
    // The committee's alone.
    await isToldAsApproved();
    await db.insertInto("digest_hold").values(holding("monthly")).execute();
    const held = await whyNow();
    expect(held).toContain("closed on Thu\u00a08\u00a0Oct by tom");
    expect(held).toContain("The lead is leaving this program out");
    expect(held).not.toContain("Last:");
    services.clock.at = "2026-12-01T08:00:00.000Z";
    expect(await whyNow()).toContain("The lead is leaving this program out");
    await db.destroy();
  });

  it("is told of an old digest by whoever led then, whoever has left or come since (A1)", async () => {
    const { db, services, record, tom, nina, sponsor, program, monthly, whyNow } = await twoLeads(database);
    const uma = await record.person("uma");
    await record.seat(program, uma, "team");
    const made = await record.round(monthly, "2026-10-30", [tom, nina, uma]);
    for (const [person, colour] of [[tom, "amber"] as const, [nina, "green"] as const, [uma, "red"] as const])
      await record.answer(made, person, "2026-10-30T15:00:00.000Z", { health: { colour, reason: "Because" } });
    services.clock.at = "2026-11-04T09:00:00.000Z";
    await compileDueDigests(services);
    const reader = { workspaceId: record.workspaceId, personId: sponsor.id };
    const editionId = (await latestDigest(db, reader))?.id ?? "";
    services.clock.at = "2026-11-05T08:00:00.000Z";
    expect(await whyNow(editionId)).toContain("🟠 At risk · since");
    const workspace = await ensureWorkspace(services, { id: "T1", name: "Northwind" });
    const { slack_user_id: id, name } = await personById(db, record.workspaceId, tom.id);
    await saveSlackUsers(services, workspace, [{ id, name, deleted: true }]);
    expect(await whyNow()).toContain("🟢 On track · since");
    expect(await whyNow(editionId)).toContain("🟠 At risk · since");
    await record.seat(program, uma, "lead", { at: services.clock.at });
    services.clock.at = "2026-11-05T08:01:00.000Z";
    expect(await whyNow()).toContain("🔴 Off track · since");
    expect(await whyNow(editionId)).toContain("🟠 At risk · since");
    // Nor does a correction, made of that digest now, have another colour.
    const again = await previewDigest(db, { ...reader, rhythm: "monthly" }, "2026-11-04T09:00:00.000Z");
    const lines = again?.sections.flatMap((one) => [...one.lines]) ?? [];
    expect(lines.flatMap((line) => (line.kind === "health" ? [line.colour] : []))).toEqual(["amber"]);
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

  it("is by a correction where what an old digest told was corrected since, without a day before it (A1)", async () => {
    const { db, services, record, tom, sponsor, monthly, weekly, whyIn } = await twoLeads(database);
    const saying = (colour: Colour) => ({ health: { colour, reason: "Because" } });
    const month = await record.round(monthly, "2026-10-30", [tom]);
    await record.answer(month, tom, "2026-10-30T15:00:00.000Z", saying("green"));
    services.clock.at = "2026-11-04T09:00:00.000Z";
    await compileDueDigests(services);
    const sent = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
    const said = async (locale: string) => /(?:Now|À présent)[^"]*/.exec(await whyIn(locale, sent?.id ?? ""))?.[0];
    await record.answer(month, tom, "2026-11-06T10:00:00.000Z", saying("red"));
    services.clock.at = "2026-11-06T11:00:00.000Z";
    expect(await said("en-GB")).toBe("Now: 🔴 Off track, corrected since.");
    expect(await said("fr-FR")).toBe("À présent\u00a0: 🔴 Hors trajectoire, corrigé depuis.");
    // Another answer: since its day.
    const week = await record.round(weekly, "2026-11-12", [tom]);
    await record.answer(week, tom, "2026-11-12T15:00:00.000Z", saying("amber"));
    services.clock.at = "2026-11-12T16:00:00.000Z";
    expect(await said("en-GB")).toBe("Now: 🟠 At risk, since Thursday\u00a012\u00a0November.");
    await db.destroy();
  });

  it("has the year of a path to green that is far away (B6)", async () => {
    const { db, services, record, tom, monthly, whyIn } = await twoLeads(database);
    const month = await record.round(monthly, "2026-10-30", [tom]);
    const saying = (by: string) => ({
      health: { colour: "red" as const, reason: "Because", pathToGreen: { action: "Wait", by } },
    });
    await record.answer(month, tom, "2026-10-30T15:00:00.000Z", saying("2126-12-18"));
    services.clock.at = "2026-11-04T10:00:00.000Z";
    const path = async (locale: string) => /Wait · ([^"]*)/.exec(await whyIn(locale))?.[1]?.replaceAll("\u00a0", " ");
    expect(await path("en-GB")).toBe("Wednesday, 18 December 2126");
    expect(await path("fr-FR")).toBe("mercredi 18 décembre 2126");
    await record.answer(month, tom, "2026-11-04T10:00:00.000Z", saying("2026-12-18"));
    expect(await path("en-GB")).toBe("Friday 18 December");
    await db.destroy();
  });

  it("names weeks as the digests do, with the year of another one (A1)", async () => {
    const { db, services, record, tom, weekly, whyIn } = await twoLeads(database);
    for (const [key, colour] of [["2026-12-24", "green"] as const, ["2026-12-31", "amber"] as const]) {
      const week = await record.round(weekly, key, [tom]);
      await record.answer(week, tom, `${key}T15:00:00.000Z`, { health: { colour, reason: "Because" } });
    }
    const toldWeek = async (locale: string, at: string) => {
      services.clock.at = at;
      return /(?:[Ww]eek|[Ss]emaine|\d{4}-W)[^"·]* · 🟢/u.exec(await whyIn(locale))?.[0]?.replaceAll("\u00a0", " ");
    };
    // New Year's Day is in week 53 of the year before.
    expect(await toldWeek("en-GB", "2027-01-01T10:00:00.000Z")).toBe("Week 52 · 🟢");
    expect(await toldWeek("fr-FR", "2027-01-01T10:00:00.000Z")).toBe("Semaine 52 · 🟢");
    expect(await toldWeek("en-GB", "2027-01-05T10:00:00.000Z")).toBe("Week 52 of 2026 · 🟢");
    expect(await toldWeek("fr-FR", "2027-01-05T10:00:00.000Z")).toBe("Semaine 52 de 2026 · 🟢");
    await db.destroy();
  });

  it("has neither day nor correction where an old digest told what was said by a slip (A1)", async () => {
    const { db, services, record, tom, sponsor, monthly, weekly, whyIn } = await twoLeads(database);
    const saying = (colour: Colour) => ({ health: { colour, reason: "Because" } });
    const month = await record.round(monthly, "2026-10-30", [tom]);
    await record.answer(month, tom, "2026-10-30T15:00:00.000Z", saying("red"));
    const slip = await record.round(weekly, "2026-10-29", [tom]);
    await record.answer(slip, tom, "2026-11-04T08:00:00.000Z", saying("green"));
    services.clock.at = "2026-11-04T09:00:00.000Z";
    await compileDueDigests(services);
    const sent = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
    const again = await record.round(weekly, "2026-11-05", [tom]);
    await record.answer(again, tom, "2026-11-04T15:00:00.000Z", saying("red"));
    services.clock.at = "2026-11-04T16:00:00.000Z";
    const said = async (locale: string) => /(?:Now|À présent)[^"]*/.exec(await whyIn(locale, sent?.id ?? ""))?.[0];
    expect(await said("en-GB")).toBe("Now: 🔴 Off track.");
    expect(await said("fr-FR")).toBe("À présent\u00a0: 🔴 Hors trajectoire.");
    await db.destroy();
  });
});
