/** What is pressed in meetings; values are ids of meetings and topics. The right is checked again at each press. */
import { z } from "zod";
import { Menu } from "../slack/overflow-menu.ts";
import { TOPIC_CHANGES } from "./table.ts";

export const meetingIds = {
  open: "meeting.open",
  list: "meeting.list",
  dates: "meeting.dates",
  datesForm: "meeting.dates_form",
  noDates: "meeting.no_dates",
  add: "meeting.add",
  addForm: "meeting.add_form",
  change: "meeting.change",
  changeForm: "meeting.change_form",
  cancel: "meeting.cancel",
  toChair: "meeting.to_chair",
  approve: "meeting.approve",
  record: "meeting.record",
  recordForm: "meeting.record_form",
  close: "meeting.close",
  closeForm: "meeting.close_form",
  send: "meeting.send_record",
  pack: "meeting-pack",
  copy: "meeting.copy",
} as const;

/** About a topic: `<meeting>:<topic>`. */
export const topicMenu = new Menu("meeting.topic", z.enum(TOPIC_CHANGES));

/** While it sits, about a topic. */
export const notesMenu = new Menu("meeting.notes", z.enum(["write", "next", "out"]));

export const topicValue = z.codec(z.string(), z.strictObject({ meetingId: z.string(), topicId: z.string() }), {
  decode(text) {
    const [meetingId = "", topicId = ""] = text.split(":");
    return { meetingId, topicId };
  },
  encode: ({ meetingId, topicId }) => `${meetingId}:${topicId}`,
});
