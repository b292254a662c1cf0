import type { ReactNode } from "react";

type Props = { onSend: () => void; className?: string; children: ReactNode };

/** A form that the page sends itself: errors come from the API, all at once, and not from the browser one by one. */
export const Form = ({ onSend, className, children }: Props) => (
  <form
    noValidate
    className={className}
    onSubmit={(event) => {
      event.preventDefault();
      onSend();
    }}
  >
    {children}
  </form>
);
