package io.headroom.cli.doctor;

import java.util.List;

/** Looks at one side of an installation. It changes nothing, never throws for what it finds, and needs no other check to have gone well. */
interface Check {
    /**
     * Looks.
     *
     * @param scene what is looked at
     * @return one diagnosis, or one for each tool; none if there is nothing that it could be about
     */
    List<Diagnosis> look(Scene scene);
}
