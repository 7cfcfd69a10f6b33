import { ButtonLink } from "@/components/site/button-link";
import { Footer } from "@/components/site/footer";
import { Header } from "@/components/site/header";
import { Message } from "@/components/site/message";
import layout from "./(site)/layout.module.css";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <div className={layout.page}>
      <Header />
      <main id="main" className={layout.main} tabIndex={-1}>
        <Message
          title="Nothing on this stage"
          text="There is no page at this address. It may have moved, or the link may have a slip in it."
          action={<ButtonLink href="/">To the lessons</ButtonLink>}
        />
      </main>
      <Footer />
    </div>
  );
}
