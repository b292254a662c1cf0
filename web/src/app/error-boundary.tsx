import { Component, type ReactNode } from "react";

type Props = { children: ReactNode; fallback: ReactNode };

/** What is shown when a page cannot be: most often its code did not arrive because the connection was lost. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }
  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
