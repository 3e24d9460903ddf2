/** How other tools name what they export: headings, types, states and priorities, by tool. Pure. */
import { matchesName, type NamesByLanguage } from "../../platform/texts/cells.ts";
import type { ItemType } from "../item-types.ts";

/** What a column says beside the fields of an item. */
export const TOOL_COLUMNS = ["key", "priority", "percent", "ended", "archived", "active", "duration"] as const;
export type ToolColumn = (typeof TOOL_COLUMNS)[number];

/** The columns that a tool names in its own way. */
export type NamedColumn = "type" | "title" | "description" | "owner" | "due" | "state" | ToolColumn;

export interface Tool {
  name: string;
  /** Headings that only its exports have: one is enough to know it. */
  signs: readonly string[];
  /** By column, the headings that are read beside those of every log. */
  columns: Partial<Record<NamedColumn, NamesByLanguage>>;
  types?: Partial<Record<ItemType, readonly string[]>>;
  states?: Partial<Record<"open" | "done" | "dropped", readonly string[]>>;
}

export const TOOLS: readonly Tool[] = [
  {
    name: "Jira",
    signs: ["Issue key", "Issue id", "Clé de ticket", "ID de ticket"],
    columns: {
      key: { en: ["Issue key"], fr: ["Clé de ticket"] },
      priority: { en: ["Priority"], fr: ["Priorité"] },
    },
    types: {
      issue: ["Bug", "Bogue", "Incident", "Impediment", "Obstacle", "Defect", "Anomalie"],
      action: ["Story", "Récit", "Epic", "Epopée", "Sub-task", "Subtask", "Sous-tâche", "Improvement", "New Feature"],
    },
    states: {
      open: ["To Do", "Selected for Development", "Under Review", "Waiting for support", "Testing"],
      dropped: ["Won’t Do", "Declined"],
    },
  },
  {
    name: "Asana",
    signs: ["Section/Column", "Assignee Email", "Blocked By (Dependencies)"],
    columns: {
      key: { en: ["Task ID"], fr: ["ID de la tâche"] },
      title: { en: ["Name"], fr: ["Nom"] },
      state: { en: ["Section/Column"], fr: ["Section/Colonne"] },
      ended: { en: ["Completed At"], fr: ["Terminé le"] },
      priority: { en: ["Priority"], fr: ["Priorité"] },
    },
    states: { open: ["Untitled section", "Doing", "Upcoming"] },
  },
  {
    name: "Planner",
    signs: ["Bucket Name", "Nom du compartiment", "Completed Checklist Items"],
    columns: {
      key: { en: ["Task ID"], fr: ["ID de tâche", "Identifiant de tâche"] },
      title: { en: ["Task Name"], fr: ["Nom de la tâche", "Nom de tâche"] },
      state: { en: ["Progress"], fr: ["Progression"] },
      ended: { en: ["Completed Date"], fr: ["Date d’achèvement", "Date de fin"] },
      priority: { en: ["Priority"], fr: ["Priorité"] },
    },
    states: { open: ["Non commencé", "Non commencée"] },
  },
  {
    name: "Trello",
    signs: ["Card ID", "Card Name"],
    columns: {
      key: { en: ["Card ID"], fr: ["ID de la carte"] },
      title: { en: ["Card Name"], fr: ["Nom de la carte"] },
      description: { en: ["Card Description"], fr: ["Description de la carte"] },
      owner: { en: ["Members"], fr: ["Membres"] },
      state: { en: ["List Name"], fr: ["Nom de la liste"] },
      ended: { en: ["Due Complete"], fr: ["Échéance terminée"] },
      archived: { en: ["Archived"], fr: ["Archivé"] },
    },
    states: { open: ["Doing", "Inbox", "Ideas"] },
  },
  {
    name: "Project",
    signs: ["Outline Level", "Task Mode", "Unique ID", "Niveau hiérarchique", "Mode Tâche", "N° unique"],
    columns: {
      // Its `ID` is the number of the row, which changes when a row is put in above.
      key: { en: ["Unique ID", "Unique_ID", "GUID"], fr: ["N° unique"] },
      title: { en: ["Name", "Task Name"], fr: ["Nom", "Nom de la tâche"] },
      owner: { en: ["Resource Names"], fr: ["Noms ressources"] },
      due: { en: ["Finish", "Finish_Date"], fr: ["Fin"] },
      percent: { en: ["% Complete", "Percent Complete"], fr: ["% achevé"] },
      ended: { en: ["Actual Finish"], fr: ["Fin réelle"] },
      active: { en: ["Active"], fr: ["Active", "Actif"] },
      duration: { en: ["Duration"], fr: ["Durée"] },
      priority: { en: ["Priority"], fr: ["Priorité"] },
    },
  },
];

/** What a priority is as the severity of an issue, in the words of these tools; of Project, a number up to 1000. */
export const PRIORITIES = {
  low: ["Low", "Lowest", "Minor", "Trivial", "Faible", "Basse", "Très basse", "Mineure"],
  medium: ["Medium", "Normal", "Moyen", "Moyenne", "Normale", "None", "Aucune"],
  high: [
    ...["High", "Highest", "Critical", "Major", "Blocker", "Urgent", "Important"],
    ...["Haute", "Élevée", "La plus élevée", "Critique", "Majeure", "Bloquante"],
  ],
} as const;

/** The tool that wrote a file with these headings; null: none that is known. */
export function toolOf(headings: readonly string[]): Tool | null {
  return TOOLS.find(({ signs }) => headings.some((name) => matchesName(name, signs))) ?? null;
}
