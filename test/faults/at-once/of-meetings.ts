/** What those who sit in a meeting do with it, at once: before it, in it, and once it is closed. */
import { addTopic, approveAgenda, changeTopic, giveToChair } from "../../../src/meetings/agenda.ts";
import { approveRecord, closeMeeting } from "../../../src/meetings/closing.ts";
import { setDates } from "../../../src/meetings/dates.ts";
import { type Meeting, topicsOf } from "../../../src/meetings/meetings.ts";
import { cancelMeeting, moveMeeting } from "../../../src/meetings/moving.ts";
import { setTopicAside, writeRecord } from "../../../src/meetings/record.ts";
import type { MeetingDates } from "../../../src/meetings/rules.ts";
import { addMs, DAY, MINUTE } from "../../../src/platform/time.ts";
import { closeProgram } from "../../../src/programs/changes.ts";
import { kind } from "./kinds.ts";
import type { World } from "./world.ts";

interface Subject {
  meeting: Meeting;
  topicId: string;
}

/** Its committee meets so long from now, with one topic. */
async function inMs({ run, by, programId }: World, ms: number): Promise<Subject> {
  const [first = "", time = ""] = addMs(run.clock.now(), ms).split("T");
  const at = time.slice(0, "HH:MM".length);
  const dates: MeetingDates = { first, repeats: "week", also: [], at, zone: "Etc/UTC", place: "" };
  const [meeting] = await setDates(by("lea"), { programId, kind: "committee", dates, quorum: null });
  if (!meeting) throw new Error("Nothing is planned");
  await addTopic(by("sam"), { meetingId: meeting.id, title: "One", minutes: 10, guestIds: [] });
  const [topic] = await topicsOf(run.db, meeting);
  return { meeting, topicId: topic?.id ?? "" };
}

const talkAbout =
  (title: string) =>
  (world: World, { meeting: { id: meetingId } }: Subject) =>
    addTopic(world.by("ravi"), { meetingId, title, minutes: 5, guestIds: [] });

const write =
  (decided: string, handle: "sam" | "ravi" = "sam") =>
  (world: World, { meeting, topicId }: Subject) =>
    writeRecord(world.by(handle), { meetingId: meeting.id, written: [{ topicId, version: 1, decided }] });

const close = (world: World, { meeting: { id: meetingId } }: Subject) =>
  closeMeeting(world.by("sam"), { meetingId, presentIds: [world.person("sam").id] });

const ahead = kind("meeting", (world) => inMs(world, 2 * DAY), {
  "add a topic": talkAbout("Two"),
  "take one out": (world, { meeting, topicId }) =>
    changeTopic(world.by("sam"), { meetingId: meeting.id, topicId, change: "out" }),
  "give to the chair": (world, { meeting }) => giveToChair(world.by("sam"), meeting.id),
  approve: (world, { meeting }) => approveAgenda(world.by("sam"), meeting.id),
  move: (world, { meeting: { id: meetingId, starts_at: at, zone } }) =>
    moveMeeting(world.by("sam"), { meetingId, startsAt: addMs(at, DAY), zone, place: "Elsewhere" }),
  cancel: (world, { meeting }) => cancelMeeting(world.by("sam"), meeting.id),
  "close the program": ({ by, programId }) => closeProgram(by("lea"), { programId }),
});

const sitting = kind("sitting meeting", (world) => inMs(world, 10 * MINUTE), {
  write: write("So be it"),
  "write something else": write("By no means"),
  "set aside": (world, { meeting, topicId }) =>
    setTopicAside(world.by("sam"), { meetingId: meeting.id, topicId, as: "carried" }),
  close,
  cancel: (world, { meeting }) => cancelMeeting(world.by("sam"), meeting.id),
});

const closed = kind(
  "closed meeting",
  async (world) => {
    const subject = await inMs(world, 10 * MINUTE);
    await write("So be it")(world, subject);
    await close(world, subject);
    return subject;
  },
  {
    send: (world, { meeting }) => approveRecord(world.by("sam"), meeting.id),
    correct: (world, { meeting, topicId }) =>
      writeRecord(world.by("sam"), { meetingId: meeting.id, written: [{ topicId, version: 2, noted: "On Friday" }] }),
    "correct otherwise": (world, { meeting, topicId }) =>
      writeRecord(world.by("sam"), { meetingId: meeting.id, written: [{ topicId, version: 2, decided: "Wait" }] }),
  },
);

export const OF_MEETINGS = [ahead, sitting, closed];
