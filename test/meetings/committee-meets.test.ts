/** A committee meets: from its dates to the record that everybody has. */
import { expect, it } from "vitest";
import { addTopic, approveAgenda, giveToChair } from "../../src/meetings/agenda.ts";
import { approveRecord, closeMeeting } from "../../src/meetings/closing.ts";
import { writeRecord } from "../../src/meetings/record.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { appendStatus } from "../../src/reports/facts/statuses.ts";
import { actingAs, arrivals, personIn, type Run, sentAs, textOf } from "../support/run.ts";
import { aCommittee, aRequest, meets, programIdIn } from "./a-committee.ts";

it("plays", async () => {
  const run = await aCommittee();
  await aRequest(run);
  const [meeting] = await meets(run);
  if (!meeting) throw new Error("none");
  console.log(
    arrivals(run, "sam")
      .map(({ text }) => text)
      .join("\n---\n"),
  );
  await run.to("2026-11-10T12:00Z");
  console.log(await sentAs(run, "meeting-agenda", "zoe").then((all) => all.map((x) => x.at + "\n" + x.text)));
  await addTopic(await actingAs(run, "ravi"), {
    meetingId: meeting.id,
    title: "Do we need a second pilot?",
    minutes: 10,
    guestIds: [(await personIn(run, "tom")).id],
  });
  await giveToChair(await actingAs(run, "zoe"), meeting.id);
  await run.to("2026-11-11T12:00Z");
  console.log(await sentAs(run, "meeting-agenda", "sam").then((all) => all.map((x) => x.at + "\n" + x.text)));
  await approveAgenda(await actingAs(run, "sam"), meeting.id);
  await run.to("2026-11-12T18:00Z");
  for (const who of ["ravi", "sofia", "tom", "lea"])
    console.log(
      who,
      (await sentAs(run, "meeting-agenda", who)).map((x) => x.at + "\n" + x.text),
    );
  console.log((await sentAs(run, "meeting-file", "ravi")).map((x) => x.text));
  await run.to("2026-11-17T10:30Z");
  const topics = await run.db.selectFrom("meeting_topic").selectAll().orderBy("position").execute();
  console.log(topics);
  const nina = (await personIn(run, "nina")).id;
  console.log(
    await writeRecord(await actingAs(run, "zoe"), {
      meetingId: meeting.id,
      written: topics.map((t) => ({
        topicId: t.id,
        version: t.version,
        ...(t.source === "request"
          ? { option: 0, decided: "the price holds" }
          : {
              decided: "A second pilot in Lyon",
              why: "Paris is full",
              actions: [{ what: "Find a store", ownerId: nina, dueOn: "2026-12-01" }],
            }),
      })),
    }),
  );
  const ids = await Promise.all(["sam", "sofia", "zoe"].map(async (who) => (await personIn(run, who)).id));
  await closeMeeting(await actingAs(run, "zoe"), { meetingId: meeting.id, presentIds: ids });
  await run.to("2026-11-17T18:30Z");
  console.log(
    "chair",
    (await sentAs(run, "meeting-record", "sam")).map((x) => x.at + "\n" + x.text),
  );
  await run.to("2026-11-19T18:30Z");
  for (const who of ["ravi", "sofia", "tom", "lea", "nina", "zoe", "sam"])
    console.log(
      who,
      (await sentAs(run, "meeting-record", who)).map((x) => x.at + "\n" + x.text),
    );
  console.log(
    await run.db.selectFrom("item").select(["type", "number", "title", "state", "due_on", "disclosure"]).execute(),
  );
  console.log(await run.db.selectFrom("meeting").select(["day", "starts_at", "state", "due_at"]).execute());
  for (const who of ["nina", "lea"])
    console.log(
      who,
      arrivals(run, who).map((x) => x.at + "\n" + x.text),
    );
}, 300_000);
