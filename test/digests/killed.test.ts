/** P14: a digest that is drafted, approved and sent is one edition, wherever its making is cut off. */
import { expect, it, onTestFinished } from "vitest";
import { approvePart, setApproval } from "../../src/digests/approval/use-cases.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { compileDueDigests, latestDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const DRAFTED = "2026-11-03T09:00:00.000Z";
const SENT = "2026-11-04T09:00:00.000Z";

it.each(["none", "lead"] as const)("at each step in turn, approved by %s", async (approver) => {
  let seen = 0;
  let last = Number.POSITIVE_INFINITY;
  const db = await aDatabase("SQLite");
  onTestFinished(() => db.destroy());
  const record = await aRecord(db, { seatedAt: "2026-10-01T08:00:00.000Z" });
  const still = servicesAt(db, "2026-10-10T08:00:00.000Z");
  const cut = () => {
    seen += 1;
    if (seen === last) throw new Error("Cut off");
  };
  const { clock } = still;
  // Every step of the making takes an id or the time.
  const services = {
    ...still,
    clock: {
      ...clock,
      now: () => {
        cut();
        return clock.at;
      },
    },
    ids: {
      next: () => {
        cut();
        return still.ids.next();
      },
    },
  };
  const person = async (handle: string) => personById(db, record.workspaceId, (await record.person(handle)).id);
  const [sofia, ana] = [await person("sofia"), await person("ana")];
  const program = await record.program("atlas", { seats: { lead: [ana], sponsor: [sofia] } });
  const cadence = await record.cadence(program, { rule: MONTHLY, questions: questionsFeeding("progress", "ask") });
  const round = await record.round(cadence, "2026-10-30", [ana]);
  await record.answer(round, ana, "2026-10-30T12:00:00.000Z", {
    progress: "Half of it. ".repeat(200),
    ask: "A desk for the tester. ".repeat(100),
  });
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  await setApproval(services, ana, { programId: program.id, approver });

  /** Begins again at each step, one further each time, until nothing is left to cut off. */
  const turnAt = async (at: string): Promise<number> => {
    clock.at = at;
    for (let cuts = 0; cuts < 200; cuts += 1) {
      seen = 0;
      last = cuts + 1;
      const isWhole = await compileDueDigests(services).then(
        () => seen < last,
        () => false,
      );
      last = Number.POSITIVE_INFINITY;
      if (isWhole) return cuts;
    }
    throw new Error("It never comes to its end");
  };

  expect(await turnAt(DRAFTED)).toBeGreaterThan(0);
  const drafts = await db.selectFrom("digest_draft").select("id").execute();
  expect(drafts).toHaveLength(approver === "lead" ? 1 : 0);
  for (const { id } of drafts) await approvePart(services, ana, { draftId: id, programId: program.id });
  // Of an approved digest only the time is taken: to look for what is due, and to send it.
  expect(await turnAt(SENT)).toBeGreaterThan(approver === "none" ? 9 : 1);

  const editions = await db.selectFrom("digest_edition").select("id").execute();
  const edition = await latestDigest(db, { workspaceId: record.workspaceId, personId: sofia.id });
  const theirs = editions.filter(({ id }) => id === edition?.id);
  expect(theirs).toHaveLength(1);
  const monthly = await db.selectFrom("digest").select("id").where("rhythm", "=", "monthly").execute();
  expect(monthly).toHaveLength(1);
  const parts = edition
    ? digestMessages(edition.document, edition.id).map((_, part) => `digest:${edition.id}:${part}`)
    : [];
  expect(parts.length).toBeGreaterThan(1);
  const keys = (await db.selectFrom("delivery").select("key").where("person_id", "=", sofia.id).execute()).map(
    ({ key }) => key,
  );
  expect(keys.toSorted()).toEqual(parts.toSorted());
  const asked = await db.selectFrom("delivery").select("key").where("kind", "=", "digest-approval").execute();
  expect(asked).toHaveLength(drafts.length);
});
