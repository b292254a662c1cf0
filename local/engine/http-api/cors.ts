export type Cors = {
  AllowOrigins?: string[];
  AllowMethods?: string[];
  AllowHeaders?: string[];
  ExposeHeaders?: string[];
  MaxAge?: number;
  AllowCredentials?: boolean;
};

const allows = (list: string[] | undefined, value: string): boolean =>
  (list ?? []).some((one) => one === "*" || one.toLowerCase() === value.toLowerCase());

/** The headers that the API's CORS configuration adds to an answer for this origin. */
export function corsHeaders(cors: Cors | undefined, origin: string | undefined): Record<string, string> {
  if (!cors || !origin || !allows(cors.AllowOrigins, origin)) return {};
  return {
    "access-control-allow-origin": (cors.AllowOrigins ?? []).includes("*") ? "*" : origin,
    ...(cors.ExposeHeaders && { "access-control-expose-headers": cors.ExposeHeaders.join(",") }),
    ...(cors.AllowCredentials && { "access-control-allow-credentials": "true" }),
    vary: "origin",
  };
}

export function preflightHeaders(cors: Cors, origin: string): Record<string, string> {
  return {
    ...corsHeaders(cors, origin),
    "access-control-allow-methods": (cors.AllowMethods ?? []).join(","),
    "access-control-allow-headers": (cors.AllowHeaders ?? []).join(","),
    ...(cors.MaxAge !== undefined && { "access-control-max-age": String(cors.MaxAge) }),
  };
}
