export const caseKeys = {
  sharedWith: (programId: string, personId: string) => `case-shared:${programId}:${personId}`,
  inThreadsOf: (programId: string) => `case-in-thread:${programId}:`,
  inThreadsTo: (programId: string, personId: string) => `case-in-thread:${programId}:${personId}:`,
};
