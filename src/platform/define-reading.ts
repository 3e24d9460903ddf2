/** What one person may know, as a value from which screens, files and programs outside are drawn alike. */
import type { z } from "zod";

/**
 * `read` checks the right itself and throws where there is none. The value has dates as dates and people's words as they are:
 * nothing of Slack, no markup. Screens use the type of `schema`; whoever hands a value outside parses by it.
 */
interface ReadingDefinition<Viewer, Choice extends z.ZodType, Schema extends z.ZodType> {
  name: string;
  /** What can be chosen: of which item, which page. */
  choice: Choice;
  schema: Schema;
  read(viewer: Viewer, choice: z.output<Choice>): Promise<z.output<Schema>>;
}

/** As those have it who know no more of it than its name. */
export interface Reading<Viewer> {
  name: string;
  choice: z.ZodType;
  schema: z.ZodType;
  /** For whoever is outside: the choice and the value are parsed. Throws as `read`, and where the choice is none. */
  answer(viewer: Viewer, choice: unknown): Promise<unknown>;
}

export function defineReading<Viewer, Choice extends z.ZodType, Schema extends z.ZodType>(
  definition: ReadingDefinition<Viewer, Choice, Schema>,
): ReadingDefinition<Viewer, Choice, Schema> & Reading<Viewer> {
  return {
    ...definition,
    async answer(viewer, choice) {
      const value = await definition.read(viewer, definition.choice.parse(choice));
      return definition.schema.parse(value);
    },
  };
}
