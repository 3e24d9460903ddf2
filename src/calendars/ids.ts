import { z } from "zod";
import { Menu } from "../slack/menus.ts";

export const calendarIds = {
  /** In the settings of the workspace, too. */
  open: "calendars.open",
  add: "calendars.add",
  menu: "calendars.menu",
  form: "calendars.form",
} as const;

export const calendarMenu = new Menu(calendarIds.menu, z.enum(["edit", "remove"]));
