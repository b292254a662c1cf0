/**
 * What nothing here can measure: how people use the platform and how large their files are. Each is said in the bill's
 * report, so that whoever knows better puts their own number here.
 */
export const assumptions = {
  /** Requests of citizens and staff who look at a case, beside those that move it: lists, pages, documents. */
  looksPerCase: { value: 40, because: "guessed: citizen 10, clerk 20, reviewer 10" },
  /** Of one look: half a list and half a record, the units that `bench -- worklist` and `case` show. */
  readUnitsPerLook: { value: 1.5, because: "between a record (0.5) and a list of 20 (1.5 to 8)" },
  /** Of the processor with its waits: a look makes two requests to the tables. */
  gbSecondsPerLook: { value: 0.015, because: "30 ms at 512 MB" },
  /** A photograph as the pages send it: redrawn to 2,000 pixels on its long side. */
  uploadMegabytes: { value: 0.7, because: "JPEG of 2,000 x 1,500 at quality 0.85" },
  uploadsPerCase: { value: 2, because: "as the bench's case" },
  /** From the application to its end; some days later the archive's package holds every file of the case once more. */
  daysPerCase: { value: 15, because: "guessed: most limits are 5 to 20 working days" },
  /** How often each file is opened by somebody at the office or by the citizen. */
  downloadsPerFile: { value: 1, because: "guessed: whoever decides opens each once" },
  /** Of a file once it is in a colder place. */
  lateDownloadsPerFile: { value: 0.05, because: "guessed: remedies, inspections, copies" },
  /** Pages and their code, once a browser holds none of it. */
  pageMegabytesPerCase: { value: 0.5, because: "five first loads of 100 KB" },
  /** Files of pages that are asked for, each a request at the front door. */
  pageRequestsPerCase: { value: 50, because: "five first loads of ten files" },
  /** What a sweep reads of its index when nothing is due, and its time. */
  sweep: { value: { readUnits: 15, gbSeconds: 0.1 }, because: "`cost` of a sweep over listed states" },
} as const;

export const daysPerMonth = 365 / 12;
