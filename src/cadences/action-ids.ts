import { z } from "zod";
import { Menu } from "../slack/overflow-menu.ts";

/** Action and callback ids. Values carry record ids; rights are checked at each press. */
export const cadenceIds = {
  menu: "cadence.menu",
  resume: "cadence.resume",
  askEverybody: "cadence.ask_everybody",
  closeForm: "cadence.close_form",
  startForm: "cadence.start_form",
  form: "cadence.form",
  every: "cadence.every",
  when: "cadence.when",
  more: "cadence.more",
  questions: "cadence.questions",
  dates: "cadence.dates",
  leaveOut: "cadence.leave_out",
  putBack: "cadence.put_back",
  endPause: "cadence.end_pause",
  datesForm: "cadence.dates_form",
  previewForm: "cadence.preview_form",
  save: "cadence.save",
  addQuestion: "cadence.question_add",
  questionMenu: "cadence.question_menu",
  questionForm: "cadence.question_form",
  questionType: "cadence.question_type",
  pauseForm: "cadence.pause_form",
  archiveForm: "cadence.archive_form",
} as const;

const CADENCE_CHOICES = ["edit", "resume", "pause", "archive"] as const;
export const cadenceMenu = new Menu(cadenceIds.menu, z.enum(CADENCE_CHOICES));
export const questionMenu = new Menu(cadenceIds.questionMenu, z.enum(["edit", "up", "down", "remove"]));
