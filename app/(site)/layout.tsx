import type { ReactNode } from "react";
import { Footer } from "@/components/site/footer";
import { Header } from "@/components/site/header";
import styles from "./layout.module.css";

export default function SiteLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.page}>
      <Header />
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </div>
  );
}
