import { z } from "zod";
import { Menu } from "../slack/overflow-menu.ts";

/** What is pressed on a step, with the id of its item. */
export const stepIds = {
  accept: "step.accept",
  done: "step.done",
  missing: "step.missing",
  give: "step.give",
  move: "step.move",
  ask: "step.ask",
  stuck: "step.stuck",
  decline: "step.decline",
  approve: "step.approve",
  refuse: "step.refuse",
  heirs: "step.heirs",
  /** With the id of the track. */
  take: "step.take",
  notMe: "step.not_me",
} as const;

/** What stands in the menu of a step; with the id of its item, or of its request. */
export const stepMenu = new Menu("step.menu", z.enum(["give", "work", "same", "why"]));
